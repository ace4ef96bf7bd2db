// What the window may have beside the standard, and the types of a library that ships none.

interface Window {
  /** Only in the desktop app, put there by its preload. */
  readonly sarangbang?: import('../protocol/desktop.ts').Desktop
}

declare module 'qrcode' {
  /** A QR code's dark modules, row by row; `size` modules a side, without the quiet zone. */
  interface QRCode {
    modules: { size: number; get(row: number, column: number): number }
  }
  export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): QRCode
}
