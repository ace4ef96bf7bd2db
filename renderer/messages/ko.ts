// What the interface says in Korean. Names stand before 님, so that no particle depends on their last letter.
import type { Words } from './words.ts'

const number = new Intl.NumberFormat('ko')

/** Names in full while they are few, then how many more. */
function together(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `${name}님`)
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} 외 ${number.format(rest)}명` : shown.join(', ')
}

export const ko: Words = {
  appName: '사랑방',
  tagline: '가까운 컴퓨터에 마련한 이야기방이에요.',

  welcome: {
    nickname: '닉네임',
    nicknameHint: '다른 사람에게 이 이름으로 보여요.',
    hostHere: '여기서 열기',
    hostHereHint: '이 컴퓨터에 방을 두고 다른 사람을 초대해요.',
    join: '참여하기',
    joinHint: '받은 주소나 링크로 들어가요.',
    joinThis: (host) => `${host} 참여하기`,
    joinAnother: '다른 곳에 참여하기',
    enterHost: '들어가기',
    enterHostHint: (host) => `이 컴퓨터에서 열려 있어요: ${host}`,
    address: '주소나 링크',
    addressHint: '예: 192.168.0.5:7420',
    password: '비밀번호',
    passwordHint: '사랑방을 연 사람에게 물어보세요. 전체 링크에는 이미 들어 있어요.',
    back: '뒤로',
    signingIn: '들어가는 중…',
    looking: '찾는 중…',
  },

  letOthersIn: {
    how: '다른 사람도 들어오게 하려면 먼저 지금 것을 멈추고(Ctrl+C) 이 명령으로 다시 시작하세요. 비밀번호는 바꿔도 돼요.',
    command: '다른 사람도 들어오게 하는 명령',
  },

  reach: {
    title: '누가 들어올 수 있게 할까요?',
    computer: '이 컴퓨터에서만',
    computerHint: '네트워크에는 열지 않아요. 나중에 바꿀 수 있어요.',
    network: '같은 네트워크에 있는 사람',
    networkHint:
      '지금 연결된 네트워크에 이 컴퓨터를 열어요. 들어오려면 비밀번호가 담긴 링크가 필요하고, 링크는 직접 나눠 주면 돼요.',
    confirm: '열기',
    starting: '여는 중…',
    hostName: (nickname) => `${nickname}님의 사랑방`,
  },

  hostCard: {
    title: '초대하기',
    onlyComputer: '지금은 이 컴퓨터에서만 들어올 수 있어요.',
    ownAddress: '이 주소는 이 컴퓨터에서만 열려요.',
    address: '주소',
    openToNetwork: '같은 네트워크에 있는 사람에게 열기',
    noAddresses: '지금 연결된 네트워크가 없어서 나눠 줄 주소가 없어요.',
    network: '같은 네트워크에 있는 사람은 이 링크로 들어올 수 있어요.',
    withPassword: '링크 안에 비밀번호가 들어 있어요. 들어와도 되는 사람에게만 주세요.',
    noPassword: '비밀번호 없이 링크만 있으면 누구나 들어올 수 있어요.',
    guestHint: '비밀번호가 필요할 수도 있어요. 사랑방을 연 사람에게 물어보세요.',
    links: '나눠 줄 링크',
    qr: '링크의 QR 코드',
    copy: '복사',
    copied: '복사했어요',
    copyByHand: '선택했어요. 키보드로 복사해 주세요.',
    stop: '사랑방 닫기',
    stopTitle: '사랑방을 닫을까요?',
    stopHint: '모두 연결이 끊겨요. 방과 메시지는 이 컴퓨터에 그대로 남아요.',
  },

  unreachable: {
    title: (host) => `${host}에 연결할 수 없어요`,
    hint: '꺼져 있거나 다른 네트워크에 있을 수 있어요. 계속 시도하고 있어요.',
    retry: '지금 다시 시도',
    elsewhere: '처음 화면으로',
  },

  rooms: {
    title: '방',
    filter: '방 찾기',
    none: '아직 방이 없어요. 첫 방을 만들어 보세요.',
    noMatch: '그런 이름의 방이 없어요.',
    create: '방 만들기',
    newRoom: '새 방',
    name: '방 이름',
    firstRoom: '사랑방',
    members: (count) => `${number.format(count)}명`,
    unread: (count) => `안 읽은 메시지 ${number.format(count)}개`,
    choose: '방을 골라 주세요',
    chooseHint: '어디로든 바로 가기',
    back: '방 목록',
  },

  room: {
    enter: '입장하기',
    enterHint: '지금은 보기만 하고 있어요. 입장하면 이야기할 수 있어요.',
    leave: '방 나가기',
    leaveTitle: (room) => `${room}에서 나갈까요?`,
    leaveHint: '나갔다는 알림이 모두에게 보여요. 언제든 다시 들어올 수 있어요.',
    loading: '방을 여는 중…',
    loadingOlder: '이전 메시지를 불러오는 중…',
    beginning: '여기서 이야기가 시작됐어요.',
    failed: '방을 열지 못했어요.',
    log: (room) => `${room} 대화`,
    newBelow: (count) => `새 메시지 ${number.format(count)}개`,
    toNewest: '최신 메시지로',
    notice: (what, names) => {
      const verbs = { entered: '들어왔어요', left: '나갔어요', visited: '들렀다 갔어요' }
      return `${together(names)}이 ${verbs[what]}`
    },
    spoken: (sender, message) => `${sender}: ${message}`,
  },

  people: {
    title: '참여자',
    show: '참여자 보기',
    hide: '참여자 숨기기',
    online: '접속 중',
    offline: '자리 비움',
    you: '나',
    none: '아직 아무도 없어요.',
    typing: (names) => `${together(names)}이 쓰고 있어요…`,
  },

  composer: {
    label: (room) => `${room}에 보낼 메시지`,
    placeholder: '메시지를 입력하세요',
    send: '보내기',
    left: (count) => `${number.format(count)}자 남음`,
    over: (count) => `${number.format(count)}자 넘음`,
    notDurable: '이 브라우저는 저장을 하지 않아서, 페이지를 닫으면 못 보낸 메시지가 사라져요.',
  },

  delivery: {
    waiting: '보내는 중',
    kept: '보냈어요',
    failed: '보내지 못했어요',
    retry: '다시 보내기',
    remove: '삭제',
  },

  link: {
    connecting: '연결하는 중…',
    waiting: '연결이 끊겼어요. 다시 연결하는 중… 그동안 쓴 메시지는 연결되면 보내요.',
    retry: '지금 다시 연결',
    signedOut: '접속이 만료됐어요.',
    signInAgain: '다시 들어가기',
    startAgain: '다시 열기',
  },

  settings: {
    title: '설정',
    language: '언어',
    theme: '화면 모드',
    system: '시스템',
    light: '밝게',
    dark: '어둡게',
    korean: '한국어',
    english: 'English',
    nickname: '닉네임',
    nicknameHint: '다른 닉네임을 쓰려면 나갔다가 다시 참여하세요.',
    host: '호스트',
    invite: '초대하기',
    leaveHost: '이곳에서 나가기',
    leaveHostHint: '처음 화면으로 돌아가요. 같은 닉네임으로 돌아오면 그대로 이어져요.',
  },

  switcher: {
    open: '바로 가기',
    placeholder: '방 이름이나 메뉴',
    nothing: '검색 결과가 없어요',
    room: '방',
    action: '메뉴',
  },

  dialog: { cancel: '취소', close: '닫기' },

  faults: {
    UNREACHABLE: '연결할 수 없어요. 주소가 맞는지, 같은 네트워크에 있는지 확인해 주세요.',
    NOT_A_HOST: '그 주소는 사랑방이 아니에요.',
    BAD_ADDRESS: '주소를 찾지 못했어요. 192.168.0.5:7420처럼 적어 주세요.',
    BAD_NAME: '쓸 수 없는 이름이에요.',
    NAME_EMPTY: '이름을 적어 주세요.',
    NAME_TOO_LONG: '이름이 너무 길어요.',
    NAME_BAD_CHARACTERS: '이름에 쓸 수 없는 글자가 있어요.',
    BAD_MESSAGE: '보낼 수 있는 내용이 없어요.',
    TOO_LONG: '메시지가 너무 길어요.',
    WRONG_PASSWORD: '비밀번호가 맞지 않아요.',
    TOO_MANY_TRIES: '너무 여러 번 시도했어요. 잠시 뒤에 다시 해 주세요.',
    PASSWORD_NEEDED: '비밀번호가 필요해요.',
    SIGNED_OUT: '접속이 만료됐어요. 다시 참여해 주세요.',
    NO_SUCH_ROOM: '이제 없는 방이에요.',
    NOT_A_MEMBER: '방에 들어와 있지 않아요. 입장한 다음 다시 보내 주세요.',
    BUSY: '지금은 할 수 없어요. 잠시 뒤에 다시 해 주세요.',
    PORT_TAKEN: '필요한 포트를 다른 프로그램이 쓰고 있어요.',
    DATA_IN_USE: '이 컴퓨터에 이미 열려 있어요. 다른 창이나 프로그램을 확인해 주세요.',
    DATA_UNREADABLE: '이 컴퓨터에 저장된 데이터를 읽을 수 없어요.',
    STOPPED_UNEXPECTEDLY: '사랑방이 갑자기 멈췄어요.',
    OTHER: '문제가 생겼어요. 다시 해 주세요.',
  },
}
