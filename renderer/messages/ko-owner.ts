// What is said in Korean about deciding about a room and the people in it.
import type { OwnerWords } from './owner-words.ts'

const number = new Intl.NumberFormat('ko')

/** Of whole minutes, or else in seconds. */
const duration = (seconds: number) =>
  seconds % 60 === 0 ? `${number.format(seconds / 60)}분` : `${number.format(seconds)}초`

export const koOwner: OwnerWords = {
  owner: '방장',
  title: '방 설정',
  topic: '주제',
  topicHint: '무엇을 이야기하는 방인지 적어 주세요. 방 이름 아래 모두에게 보여요.',
  slowMode: '천천히 말하기',
  pause: (seconds) => (seconds === 0 ? '끔' : `${duration(seconds)}에 한 번`),
  paced: (seconds) => `천천히 말하는 방이에요. ${duration(seconds)}에 한 번 보낼 수 있어요.`,
  wait: (seconds) => `천천히 말하는 방이에요. ${duration(seconds)} 뒤에 보낼 수 있어요.`,
  announcementOnly: '방장만 말하기',
  save: '저장',
  banned: '막은 사람',
  nobodyBanned: '막은 사람이 없어요.',
  liftBan: '다시 들이기',
  close: '방 닫기',
  closeTitle: (room) => `${room} 방을 아주 닫을까요?`,
  closeHint: '이제 아무도 들어오거나 말할 수 없어요. 들어와 있던 사람은 계속 읽을 수 있어요.',
  about: (name) => `${name}님 관리`,
  makeOwner: '방장 넘기기',
  makeOwnerTitle: (name) => `${name}님에게 방장을 넘길까요?`,
  makeOwnerHint: '이제 그 사람이 이 방을 관리하고, 나는 더 관리할 수 없어요.',
  remove: '내보내기',
  removeTitle: (name) => `${name}님을 방에서 내보낼까요?`,
  removeHint: '내보냈다는 알림이 모두에게 보여요. 그 사람은 다시 들어올 수 있어요.',
  ban: '막기',
  banTitle: (name) => `${name}님이 들어오지 못하게 할까요?`,
  banHint: '방에서 내보내고, 다시 들일 때까지 들어올 수 없어요.',
}
