/** The words of a text, small, with their marks. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** Words of courtesy and grammar that any answer may use. */
export const courtesy: ReadonlySet<string> = new Set(
  wordsOf(
    "bà con anh chị tôi mình ạ dạ thì là và của cho được có ở tại này đó các những một với theo để khi nếu hoặc hay cũng đã đang sẽ cần phải nên thêm vẫn còn từ đến trong ngoài trên dưới về ra vào nay hiện chưa không nêu rõ nguồn văn bản quy định bao gồm gồm như sau trước năm ngày tháng do bởi vì nhé xin hãy hỏi cán bộ xã thấy nói ghi xác nhận tối đa thiểu ít nhất nhiều đợt mẫu biểu phụ lục điều khoản phần nhóm mục chương bước quý",
  ),
);
