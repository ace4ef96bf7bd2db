// Every limit of the program in one table, so that client and server agree. Sizes are bytes, times milliseconds; a rate is
// how many a second for as long as one likes, and how many at once after a pause.

export const LIMITS = {
  /** One STOMP frame: its command and headers, then its body. */
  headerBytes: 16 * 1024,
  headerCount: 64,
  bodyBytes: 64 * 1024,
  /** One WebSocket message, which may hold many frames or parts of them. */
  messageBytes: 2 * 1024 * 1024,
  /** What a SockJS client says in one request: room for one frame, however it is escaped, or for many. */
  sockJsSendBytes: 512 * 1024,
  /** How many such requests of one session may be under way: the next may come before the last is quite forgotten. */
  sockJsSends: 2,
  /** What a person writes, in grapheme clusters: what a reader would call characters. */
  messageLength: 4_000,
  nicknameLength: 24,
  roomNameLength: 48,
  topicLength: 250,
  /** Seconds that a room's slow mode may ask for between two messages of one person. */
  slowestMode: 3_600,
  hostNameLength: 48,
  passwordLength: 128,
  /** Of an account, in grapheme clusters too. */
  loginLength: 64,
  accountPasswordLength: 128,
  shortestAccountPassword: 8,
  /** One client's conversation. */
  subscriptionsPerSession: 200,
  subscriptionsPerDestination: 16,
  subscriptionIdBytes: 256,
  destinationBytes: 512,
  /** Messages that may wait for their acknowledgement in one subscription, and how many may where the client says nothing. */
  prefetch: 1_000,
  defaultPrefetch: 100,
  transactionsPerSession: 16,
  transactionIdBytes: 256,
  /** What one transaction may hold until its COMMIT: SENDs and acknowledgements, and their headers' and bodies' bytes. */
  transactionFrames: 256,
  transactionBytes: 1024 * 1024,
  /** What has arrived of one client and is not done or answered: past it the client's bytes wait on the network. Of one for whom rates hold, fewer. */
  framesInHand: 256,
  pacedFramesInHand: 48,
  bytesInHand: 1024 * 1024,
  /** Commands of one session, and of all sessions of one address. */
  commandRate: { perSecond: 60, burst: 300 },
  commandRatePerAddress: { perSecond: 600, burst: 1_500 },
  /** Past these a session is slowed down: its refusals; its bytes, and those of all sessions of one address. */
  refusalRate: { perSecond: 20, burst: 100 },
  byteRate: { perSecond: 256 * 1024, burst: 4 * 1024 * 1024 },
  byteRatePerAddress: { perSecond: 2 * 1024 * 1024, burst: 16 * 1024 * 1024 },
  connectTimeout: 10_000,
  /** Connections: all of them; those of one address (of IPv6, one /64); and how fast that address may open them. */
  connections: 10_000,
  connectionsPerAddress: 200,
  connectRate: { perSecond: 20, burst: 200 },
  /** Sockets of every kind, those of requests and of connections that are refused among them; one past is closed without a word. */
  sockets: 11_000,
  socketsPerAddress: 1_000,
  socketRate: { perSecond: 50, burst: 500 },
  /** REST calls of one address, and the rooms and accounts that it makes, which stay for ever. */
  requestRate: { perSecond: 50, burst: 1_000 },
  newRoomRate: { perSecond: 0.2, burst: 50 },
  newAccountRate: { perSecond: 0.1, burst: 50 },
  /** Wrong passwords of one address, and those for one login. */
  passwordTries: { perSecond: 0.1, burst: 8 },
  /**
   * Passwords of accounts that are being compared or made ready to be kept, of all clients together. The work is slow on
   * purpose; a CONNECT that waits for all of them still is in time on a slow computer.
   */
  passwordsInHand: 64,
  /** What a slow reader may be owed before it is cut off. */
  outboxBytes: 4 * 1024 * 1024,
  /** What all clients together may have the host hold: owed to them, sent in part, not done or waiting for a COMMIT. */
  heldBytes: 256 * 1024 * 1024,
  /** How long somebody who asked for what they missed may leave unread what they were sent of it. */
  replayPatience: 30_000,
  /** A REST body, and a page of history in entries. */
  restBodyBytes: 64 * 1024,
  pageEntries: 200,
  defaultPageEntries: 50,
  /** What is searched for, in grapheme clusters; a page of what was found; and searches that wait, of all clients together. */
  searchLength: 64,
  searchHits: 50,
  defaultSearchHits: 20,
  searchesInHand: 32,
  /** Rooms that are exported at once, in all and for one address, and how long one that is sent may be left unread. */
  exports: 16,
  exportsPerAddress: 4,
  exportPatience: 30_000,
  /** The shortest interval of heart-beats that the server agrees to. */
  heartBeatFloor: 1_000,
} as const
