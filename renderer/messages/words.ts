// The keys of everything that the interface says. Each language is one table of this type: a missing one does not compile.
import type { FaultKey } from './fault-keys.ts'
import type { NoticeLine } from '../state/notice-folding.ts'
import type { OwnerWords } from './owner-words.ts'

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

  /** The ways to come in, and what an account has. */
  account: {
    ways: string
    asGuest: string
    logIn: string
    signUp: string
    signUpHint: string
    login: string
    loginHint: string
    password: string
    passwordHint: string
    showPassword: string
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
    private: string
    direct: string
    closed: string
    kind: string
    kindOpen: string
    kindOpenHint: string
    kindPrivate: string
    kindPrivateHint: string
    choose: string
    chooseHint: string
    back: string
  }

  room: {
    enter: string
    enterHint: string
    removedHint: string
    leave: string
    leaveTitle: (room: string) => string
    leaveHint: string
    loading: string
    loadingOlder: string
    beginning: string
    failed: string
    log: (room: string) => string
    /** On the line above the first message that is new. */
    newFromHere: string
    newBelow: (count: number) => string
    toNewest: string
    notice: (what: NoticeLine['what'], names: readonly string[]) => string
    spoken: (sender: string, message: string) => string
  }

  search: {
    title: string
    open: string
    close: string
    placeholder: string
    where: string
    thisRoom: string
    allRooms: string
    hint: string
    tooLong: string
    searching: string
    none: string
    found: (count: number) => string
    more: string
    retry: string
  }

  roomMenu: {
    title: string
    savePage: string
    saveJson: string
  }

  owner: OwnerWords

  people: {
    title: string
    show: string
    hide: string
    online: string
    offline: string
    you: string
    none: string
    talkTo: (name: string) => string
    invite: string
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

  message: {
    edit: string
    remove: string
    edited: string
    deleted: string
    editing: string
    save: string
    removeTitle: string
    removeHint: string
  }

  delivery: {
    waiting: string
    kept: string
    unreadBy: (count: number) => string
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
    person: string
    action: string
  }

  dialog: { cancel: string; close: string }

  /** Private rooms that one is asked into, and to ask others in. */
  invitations: {
    title: string
    count: (count: number) => string
    by: (name: string) => string
    accept: string
    acceptRoom: (room: string) => string
    decline: string
    declineRoom: (room: string) => string
    inviteTo: (room: string) => string
    find: string
    invite: string
    inviteName: (name: string) => string
    invited: string
    looking: string
    nobody: string
  }

  /** Who one is at a host. */
  self: {
    title: string
    guest: string
    guestHint: string
    account: (login: string) => string
    admin: string
    makeAccount: string
    makeAccountHint: string
    logOut: string
    logOutTitle: string
    logOutHint: string
  }

  /** Too many tries: when another will be heard. */
  waitSeconds: (count: number) => string

  /** Why something did not work. The keys are the host's codes, our own, and those of hosting. */
  faults: Record<FaultKey, string>
}
