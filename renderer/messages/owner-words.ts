// The keys of what is said about deciding about a room and the people in it. Seconds and other numbers are whole.

export interface OwnerWords {
  owner: string
  title: string
  topic: string
  topicHint: string
  slowMode: string
  pause: (seconds: number) => string
  /** What the others are told of it: how often they can talk, and in how long again. */
  paced: (seconds: number) => string
  wait: (seconds: number) => string
  announcementOnly: string
  save: string
  banned: string
  nobodyBanned: string
  liftBan: string
  close: string
  closeTitle: (room: string) => string
  closeHint: string
  about: (name: string) => string
  makeOwner: string
  makeOwnerTitle: (name: string) => string
  makeOwnerHint: string
  remove: string
  removeTitle: (name: string) => string
  removeHint: string
  ban: string
  banTitle: (name: string) => string
  banHint: string
}
