// The types of a library that ships none, as far as they are needed.
declare module 'qrcode' {
  /** A QR code's modules, dark ones not 0; `size` modules a side, without the quiet zone. */
  export interface QRCode {
    modules: { size: number; get(row: number, column: number): number }
  }
  export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): QRCode
}
