// What is said in English about deciding about a room and the people in it.
import type { OwnerWords } from './owner-words.ts'

/** Of whole minutes, or else in seconds. */
const duration = (seconds: number) => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`)

export const enOwner: OwnerWords = {
  owner: 'owner',
  title: 'Room settings',
  topic: 'Topic',
  topicHint: 'What this room is about. Everybody sees it under the name.',
  slowMode: 'Slow mode',
  pause: (seconds) => (seconds === 0 ? 'Off' : `A message every ${duration(seconds)}`),
  paced: (seconds) => `Slow mode: one message every ${duration(seconds)}.`,
  wait: (seconds) => `Slow mode: you can send again in ${duration(seconds)}.`,
  announcementOnly: 'Only the owner can talk',
  save: 'Save',
  banned: 'Kept out',
  nobodyBanned: 'Nobody is kept out.',
  liftBan: 'Let in again',
  close: 'Close the room',
  closeTitle: (room) => `Close ${room} for good?`,
  closeHint: 'Nobody can enter or talk any more. Those who are in it can go on reading.',
  about: (name) => `What to do about ${name}`,
  makeOwner: 'Make owner',
  makeOwnerTitle: (name) => `Make ${name} the owner?`,
  makeOwnerHint: 'They decide about this room from then on, and you no longer do.',
  remove: 'Remove',
  removeTitle: (name) => `Remove ${name} from the room?`,
  removeHint: 'Everybody sees that they were removed. They can come again.',
  ban: 'Keep out',
  banTitle: (name) => `Keep ${name} out of the room?`,
  banHint: 'They are removed and cannot come again until you let them in.',
}
