// What the interface says in Korean. Names stand before 님, so that no particle depends on their last letter.
import { LIMITS } from '../../protocol/limits.ts'
import { koFaults } from './ko-faults.ts'
import { koOwner } from './ko-owner.ts'
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
    password: '사랑방 비밀번호',
    passwordHint: '사랑방을 연 사람에게 물어보세요. 전체 링크에는 이미 들어 있어요.',
    back: '뒤로',
    signingIn: '들어가는 중…',
    looking: '찾는 중…',
  },

  account: {
    ways: '들어가는 방법',
    asGuest: '손님으로',
    logIn: '로그인',
    signUp: '회원가입',
    signUpHint: '계정이 있으면 어느 기기에서나 같은 사람으로 들어와요.',
    login: '아이디',
    loginHint: '로그인할 때만 써요. 다른 사람에게는 보이지 않아요.',
    password: '내 비밀번호',
    passwordHint: `${LIMITS.shortestAccountPassword}자 이상이어야 해요.`,
    showPassword: '적은 내용 보기',
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
    private: '비공개 방',
    direct: '1:1 대화',
    closed: '닫힘',
    kind: '누가 들어올 수 있나요?',
    kindOpen: '누구나',
    kindOpenHint: '이곳에 있는 누구나 방을 보고 들어올 수 있어요.',
    kindPrivate: '초대받은 사람만',
    kindPrivateHint: '들어온 사람에게만 보여요. 참여자 목록에서 초대할 수 있어요.',
    choose: '방을 골라 주세요',
    chooseHint: '어디로든 바로 가기',
    back: '방 목록',
  },

  room: {
    enter: '입장하기',
    enterHint: '지금은 보기만 하고 있어요. 입장하면 이야기할 수 있어요.',
    removedHint: '방에서 내보내졌어요. 다시 입장할 수 있어요.',
    leave: '방 나가기',
    leaveTitle: (room) => `${room}에서 나갈까요?`,
    leaveHint: '나갔다는 알림이 모두에게 보여요. 언제든 다시 들어올 수 있어요.',
    loading: '방을 여는 중…',
    loadingOlder: '이전 메시지를 불러오는 중…',
    beginning: '여기서 이야기가 시작됐어요.',
    failed: '방을 열지 못했어요.',
    log: (room) => `${room} 대화`,
    newFromHere: '여기부터 새 메시지',
    newBelow: (count) => `새 메시지 ${number.format(count)}개`,
    toNewest: '최신 메시지로',
    notice: (what, names) => {
      const verbs = {
        entered: '들어왔어요',
        visited: '들렀다 갔어요',
        left: '나갔어요',
        away: '오래 자리를 비워 나갔어요',
        removed: '내보내졌어요',
      }
      return `${together(names)}이 ${verbs[what]}`
    },
    spoken: (sender, message) => `${sender}: ${message}`,
  },

  search: {
    title: '메시지 검색',
    open: '메시지 검색',
    close: '검색 닫기',
    placeholder: '메시지 내용 검색',
    where: '검색할 곳',
    thisRoom: '이 방',
    allRooms: '모든 방',
    hint: '찾을 말을 적어 주세요. 낱말의 일부만 적어도 돼요.',
    tooLong: '찾을 말이 너무 길어요. 몇 낱말만 적어 주세요.',
    searching: '찾는 중…',
    none: '찾는 말이 있는 메시지가 없어요.',
    found: (count) => `메시지 ${number.format(count)}개를 모두 찾았어요.`,
    more: '더 보기',
    retry: '다시 찾기',
  },

  roomMenu: {
    title: '이 방 더보기',
    savePage: '페이지로 저장',
    saveJson: 'JSON으로 저장',
  },

  owner: koOwner,

  people: {
    title: '참여자',
    show: '참여자 보기',
    hide: '참여자 숨기기',
    online: '접속 중',
    offline: '자리 비움',
    you: '나',
    none: '아직 아무도 없어요.',
    talkTo: (name) => `${name}님과 1:1 대화`,
    invite: '초대',
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

  message: {
    edit: '수정',
    remove: '삭제',
    edited: '(수정됨)',
    deleted: '삭제된 메시지예요',
    editing: '메시지 수정 중',
    save: '저장',
    removeTitle: '이 메시지를 삭제할까요?',
    removeHint: '모두에게서 글이 지워지고, 되돌릴 수 없어요.',
  },

  delivery: {
    waiting: '보내는 중',
    kept: '보냈어요',
    unreadBy: (count) => `${number.format(count)}명이 아직 읽지 않았어요`,
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
    person: '사람',
    action: '메뉴',
  },

  dialog: { cancel: '취소', close: '닫기' },

  invitations: {
    title: '받은 초대',
    count: (count) => `받은 초대 ${number.format(count)}개`,
    by: (name) => `${name}님의 초대`,
    accept: '들어가기',
    acceptRoom: (room) => `${room} 들어가기`,
    decline: '거절',
    declineRoom: (room) => `${room} 초대 거절`,
    inviteTo: (room) => `${room}에 초대하기`,
    find: '사람 찾기',
    invite: '초대',
    inviteName: (name) => `${name}님 초대`,
    invited: '초대했어요',
    looking: '누가 있는지 찾는 중…',
    nobody: '초대할 수 있는 사람이 없어요. 다른 방에 있는 사람이 여기에 보여요.',
  },

  self: {
    title: '나',
    guest: '손님',
    guestHint: '이 브라우저에서만 알아볼 수 있어요. 계정을 만들면 어느 기기에서나 그대로 이어져요.',
    account: (login) => `아이디: ${login}`,
    admin: '이곳 관리자',
    makeAccount: '계정 만들기',
    makeAccountHint: '이름과 방, 그동안 쓴 글이 그대로 이어져요.',
    logOut: '로그아웃',
    logOutTitle: '정말 로그아웃할까요?',
    logOutHint:
      '손님은 로그아웃하면 다시 같은 사람으로 들어올 수 없어요. 계속 이어 가려면 먼저 계정을 만드세요.',
  },

  waitSeconds: (count) => `너무 여러 번 시도했어요. ${number.format(count)}초 뒤에 다시 해 주세요.`,

  faults: koFaults,
}
