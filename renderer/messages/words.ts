// The keys of everything that the interface says. Each language is one table of this type: a missing one does not compile.
import type { NoticeLine } from '../state/notice-folding.ts'

/** Names are put into the sentences as they are; numbers are whole. */
export interface Words {
  appName: string
  tagline: string

  welcome: {
    nickname: string
    nicknameHint: string
    hostHere: string
    hostHereHint: string
    join: string
    joinHint: string
    joinThis: (host: string) => string
    joinAnother: string
    enterHost: string
    enterHostHint: (host: string) => string
    address: string
    addressHint: string
    password: string
    passwordHint: string
    back: string
    signingIn: string
    looking: string
  }

  letOthersIn: { how: string; command: string }

  reach: {
    title: string
    computer: string
    computerHint: string
    network: string
    networkHint: string
    confirm: string
    starting: string
    hostName: (nickname: string) => string
  }

  hostCard: {
    title: string
    onlyComputer: string
    ownAddress: string
    address: string
    openToNetwork: string
    noAddresses: string
    network: string
    withPassword: string
    noPassword: string
    guestHint: string
    links: string
    qr: string
    copy: string
    copied: string
    copyByHand: string
    stop: string
    stopTitle: string
    stopHint: string
  }

  unreachable: {
    title: (host: string) => string
    hint: string
    retry: string
    elsewhere: string
  }

  rooms: {
    title: string
    filter: string
    none: string
    noMatch: string
    create: string
    newRoom: string
    name: string
    firstRoom: string
    members: (count: number) => string
    unread: (count: number) => string
    choose: string
    chooseHint: string
    back: string
  }

  room: {
    enter: string
    enterHint: string
    leave: string
    leaveTitle: (room: string) => string
    leaveHint: string
    loading: string
    loadingOlder: string
    beginning: string
    failed: string
    log: (room: string) => string
    newBelow: (count: number) => string
    toNewest: string
    notice: (what: NoticeLine['what'], names: readonly string[]) => string
    spoken: (sender: string, message: string) => string
  }

  people: {
    title: string
    show: string
    hide: string
    online: string
    offline: string
    you: string
    none: string
    typing: (names: readonly string[]) => string
  }

  composer: {
    label: (room: string) => string
    placeholder: string
    send: string
    left: (count: number) => string
    over: (count: number) => string
    notDurable: string
  }

  delivery: {
    waiting: string
    kept: string
    failed: string
    retry: string
    remove: string
  }

  link: {
    connecting: string
    waiting: string
    retry: string
    signedOut: string
    signInAgain: string
    startAgain: string
  }

  settings: {
    title: string
    language: string
    theme: string
    system: string
    light: string
    dark: string
    korean: string
    english: string
    nickname: string
    nicknameHint: string
    host: string
    invite: string
    leaveHost: string
    leaveHostHint: string
  }

  switcher: {
    open: string
    placeholder: string
    nothing: string
    room: string
    action: string
  }

  dialog: { cancel: string; close: string }

  /** Why something did not work. The keys are the host's codes, our own, and those of hosting. */
  faults: Record<FaultKey, string>
}

export type FaultKey =
  | 'UNREACHABLE'
  | 'NOT_A_HOST'
  | 'BAD_ADDRESS'
  | 'BAD_NAME'
  | 'NAME_EMPTY'
  | 'NAME_TOO_LONG'
  | 'NAME_BAD_CHARACTERS'
  | 'BAD_MESSAGE'
  | 'TOO_LONG'
  | 'WRONG_PASSWORD'
  | 'TOO_MANY_TRIES'
  | 'PASSWORD_NEEDED'
  | 'SIGNED_OUT'
  | 'NO_SUCH_ROOM'
  | 'NOT_A_MEMBER'
  | 'BUSY'
  | 'PORT_TAKEN'
  | 'DATA_IN_USE'
  | 'DATA_UNREADABLE'
  | 'STOPPED_UNEXPECTEDLY'
  | 'OTHER'
