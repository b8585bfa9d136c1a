/** What the HTTP layer itself says to people; everything else is said by the assistant. */
export const words = {
  notFound: "Không có trang này. Bà con quay về trang đầu nhé.",
  failed: "Máy đang trục trặc. Bà con thử lại sau ít phút nhé.",
  origin: "Trang này không được gửi tin từ nơi khác. Bà con mở lại trang trò chuyện nhé.",
  tooMany: "Bà con gửi nhanh quá. Chờ một chút rồi gửi tiếp nhé.",
  noThread: "Phiên trò chuyện đã hết. Bà con tải lại trang giúp nhé.",
  noFile: "Không tìm thấy tệp này.",
  tooLong: "(tin nhắn quá dài, chưa nhận được)",
  badBytes: "(tin nhắn bị lỗi trên đường gửi)",
  fileKind: "(tệp loại này chưa đọc được)",
  fileSize: "(tệp quá lớn, chưa nhận được)",
  messageKind: "(tin nhắn loại này chưa đọc được)",
} as const;
