// What the interface says in English.
import type { Words } from './words.ts'

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)
const listed = new Intl.ListFormat('en', { type: 'conjunction' })

/** Names in full while they are few, then how many more. */
function together(names: readonly string[]): string {
  const rest = names.length - 3
  return rest > 0
    ? listed.format([...names.slice(0, 3), rest === 1 ? '1 other' : `${rest} others`])
    : listed.format(names)
}

export const en: Words = {
  appName: 'Sarangbang',
  tagline: 'A room to talk in, on a computer near you.',

  welcome: {
    nickname: 'Nickname',
    nicknameHint: 'How others will see you.',
    hostHere: 'Host here',
    hostHereHint: 'This computer keeps the rooms. Others join you.',
    join: 'Join',
    joinHint: 'Somebody gave you an address or a link.',
    joinThis: (host) => `Join ${host}`,
    joinAnother: 'Join another host',
    enterHost: 'Enter',
    enterHostHint: (host) => `${host} is hosted on this computer.`,
    address: 'Address or link',
    addressHint: 'For example 192.168.0.5:7420',
    password: 'Host password',
    passwordHint: 'Ask whoever hosts. A full link already has it inside.',
    back: 'Back',
    signingIn: 'Joining…',
    looking: 'Looking for the host…',
  },

  letOthersIn: {
    how: 'To let others in, stop this one first (Ctrl+C), then start it with this command and a password of your own, or this one.',
    command: 'Command that lets others in',
  },

  reach: {
    title: 'Who may join you?',
    computer: 'Only this computer',
    computerHint: 'Nothing is open to the network. You can change this later.',
    network: 'People on this network',
    networkHint:
      'Opens this computer to the network you are on. Whoever joins needs the link with its password, which you give away.',
    confirm: 'Start hosting',
    starting: 'Starting…',
    hostName: (nickname) => `${nickname}’s sarangbang`,
  },

  hostCard: {
    title: 'Invite people',
    onlyComputer: 'Only this computer can reach this host.',
    ownAddress: 'This address works only on this computer.',
    address: 'Address',
    openToNetwork: 'Let people on this network in',
    noAddresses: 'This computer is on no network right now, so there is no address to give away.',
    network: 'People on this network can join with one of these links.',
    withPassword: 'The password is inside the link. Give it only to those who may join.',
    noPassword: 'No password is needed: anybody with the link can join.',
    guestHint: 'Others may need the password as well. Ask whoever hosts.',
    links: 'Links to give away',
    qr: 'QR code of the link',
    copy: 'Copy',
    copied: 'Copied',
    copyByHand: 'Selected. Copy it with your keyboard.',
    stop: 'Stop hosting',
    stopTitle: 'Stop hosting?',
    stopHint: 'Everybody is disconnected. Rooms and messages stay on this computer.',
  },

  unreachable: {
    title: (host) => `${host} does not answer`,
    hint: 'The host may be off, or on another network. We keep trying.',
    retry: 'Try now',
    elsewhere: 'Go to the start page',
  },

  rooms: {
    title: 'Rooms',
    filter: 'Find a room',
    none: 'There are no rooms yet. Create the first one.',
    noMatch: 'No room has this name.',
    create: 'Create room',
    newRoom: 'New room',
    name: 'Name of the room',
    firstRoom: 'Sarangbang',
    members: people,
    unread: (count) => (count === 1 ? '1 unread message' : `${count} unread messages`),
    choose: 'Choose a room',
    chooseHint: 'or go anywhere with',
    back: 'All rooms',
  },

  room: {
    enter: 'Enter the room',
    enterHint: 'You are only looking in. Enter to join the conversation.',
    leave: 'Leave the room',
    leaveTitle: (room) => `Leave ${room}?`,
    leaveHint: 'The others will see that you left. You can come back any time.',
    loading: 'Opening the room…',
    loadingOlder: 'Loading earlier messages…',
    beginning: 'This is where the room begins.',
    failed: 'The room could not be opened.',
    log: (room) => `Conversation in ${room}`,
    newBelow: (count) => `${count} new`,
    toNewest: 'To the newest message',
    notice: (what, names) => {
      const verbs = { entered: 'entered', left: 'left', visited: 'looked in' }
      return `${together(names)} ${verbs[what]}`
    },
    spoken: (sender, message) => `${sender}: ${message}`,
  },

  people: {
    title: 'People',
    show: 'Show people',
    hide: 'Hide people',
    online: 'here',
    offline: 'away',
    you: 'you',
    none: 'Nobody is in this room.',
    typing: (names) => `${together(names)} ${names.length === 1 ? 'is' : 'are'} writing…`,
  },

  composer: {
    label: (room) => `Message to ${room}`,
    placeholder: 'Write a message',
    send: 'Send',
    left: (count) => `${count} left`,
    over: (count) => `${count} too many`,
    notDurable: 'This browser keeps nothing: unsent messages are lost when you close the page.',
  },

  delivery: {
    waiting: 'Sending',
    kept: 'Sent',
    failed: 'Not sent',
    retry: 'Send again',
    remove: 'Delete',
  },

  link: {
    connecting: 'Connecting…',
    waiting: 'Connection lost. Reconnecting… Your messages will be sent when you’re back.',
    retry: 'Try now',
    signedOut: 'You were signed out.',
    signInAgain: 'Sign in again',
    startAgain: 'Start it again',
  },

  settings: {
    title: 'Settings',
    language: 'Language',
    theme: 'Appearance',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    korean: '한국어',
    english: 'English',
    nickname: 'Nickname',
    nicknameHint: 'To use another one, leave the host and join again.',
    host: 'Host',
    invite: 'Invite',
    leaveHost: 'Leave this host',
    leaveHostHint: 'Back to the start page. Come back with the same nickname and you are the same person.',
  },

  switcher: {
    open: 'Go to…',
    placeholder: 'Room or action',
    nothing: 'Nothing found',
    room: 'Room',
    action: 'Action',
  },

  dialog: { cancel: 'Cancel', close: 'Close' },

  faults: {
    UNREACHABLE: 'The host does not answer. Check the address, and that you are on the same network.',
    NOT_A_HOST: 'Something answers there, but it is not a Sarangbang host.',
    BAD_ADDRESS: 'That is not an address. Try something like 192.168.0.5:7420.',
    BAD_NAME: 'This name cannot be used.',
    NAME_EMPTY: 'Please write a name.',
    NAME_TOO_LONG: 'This name is too long.',
    NAME_BAD_CHARACTERS: 'This name has characters that cannot be shown.',
    BAD_MESSAGE: 'This message has nothing in it that can be shown.',
    TOO_LONG: 'This message is too long.',
    WRONG_PASSWORD: 'The password is not right.',
    TOO_MANY_TRIES: 'Too many tries. Wait a little, then try again.',
    PASSWORD_NEEDED: 'This host needs a password.',
    SIGNED_OUT: 'You were signed out. Please join again.',
    NO_SUCH_ROOM: 'This room no longer exists.',
    NOT_A_MEMBER: 'You are not in this room. Enter it, then send again.',
    BUSY: 'The host cannot do this right now. Try again in a moment.',
    PORT_TAKEN: 'Another program uses the port that the host needs.',
    DATA_IN_USE: 'The host is already running on this computer, in another window or program.',
    DATA_UNREADABLE: 'The host’s data on this computer cannot be read.',
    STOPPED_UNEXPECTEDLY: 'The host stopped unexpectedly.',
    OTHER: 'That did not work. Try again.',
  },
}
