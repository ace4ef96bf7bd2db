// A frame as a client has heard it.
export interface Heard {
  command: string
  headers: Readonly<Record<string, string>>
  body: string
}
