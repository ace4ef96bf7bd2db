// What there is to know of one way in which the server says no.

/** How a refusal looks on each way out, and whether trying again later can help. */
export interface ErrorRow {
  /** A sentence for the developer who reads it; people see the renderer's own words for the code. */
  message: string
  /** HTTP status of the REST answer. */
  status: number
  /** WebSocket close code where the connection ends with it (RFC 6455 §7.4); 1008 where it seldom does. */
  close: number
  retry: boolean
}
