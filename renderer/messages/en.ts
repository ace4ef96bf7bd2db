// What the interface says in English.
import { LIMITS } from '../../protocol/limits.ts'
import { enFaults } from './en-faults.ts'
import { enOwner } from './en-owner.ts'
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

  account: {
    ways: 'How to come in',
    asGuest: 'As a guest',
    logIn: 'Log in',
    signUp: 'Sign up',
    signUpHint: 'With an account you are the same person here on any device.',
    login: 'Login',
    loginHint: 'Only for logging in. Others don’t see it.',
    password: 'Your password',
    passwordHint: `At least ${LIMITS.shortestAccountPassword} characters.`,
    showPassword: 'Show what is written',
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
    private: 'Private rooms',
    direct: 'Direct messages',
    closed: 'closed',
    kind: 'Who may come in?',
    kindOpen: 'Everybody',
    kindOpenHint: 'Everybody at this host sees the room and can enter.',
    kindPrivate: 'By invitation',
    kindPrivateHint: 'Only those who are in see the room. You invite them from the list of people.',
    choose: 'Choose a room',
    chooseHint: 'or go anywhere with',
    back: 'All rooms',
  },

  room: {
    enter: 'Enter the room',
    enterHint: 'You are only looking in. Enter to join the conversation.',
    removedHint: 'You were removed from this room. You can enter again.',
    leave: 'Leave the room',
    leaveTitle: (room) => `Leave ${room}?`,
    leaveHint: 'The others will see that you left. You can come back any time.',
    loading: 'Opening the room…',
    loadingOlder: 'Loading earlier messages…',
    beginning: 'This is where the room begins.',
    failed: 'The room could not be opened.',
    log: (room) => `Conversation in ${room}`,
    newFromHere: 'New messages',
    newBelow: (count) => `${count} new`,
    toNewest: 'To the newest message',
    notice: (what, names) => {
      const verbs = {
        entered: 'entered',
        visited: 'looked in',
        left: 'left',
        away: 'left after a long absence',
        removed: names.length === 1 ? 'was removed' : 'were removed',
      }
      return `${together(names)} ${verbs[what]}`
    },
    spoken: (sender, message) => `${sender}: ${message}`,
  },

  search: {
    title: 'Search messages',
    open: 'Search messages',
    close: 'Close search',
    placeholder: 'Search what was said',
    where: 'Where to search',
    thisRoom: 'This room',
    allRooms: 'All rooms',
    hint: 'Type a word, or a part of one.',
    tooLong: 'That is too long to search for. Try a few words.',
    searching: 'Searching…',
    none: 'No message has this in it.',
    found: (count) => (count === 1 ? '1 message. That is all.' : `${count} messages. That is all.`),
    more: 'Show more',
    retry: 'Try again',
  },

  roomMenu: {
    title: 'More about this room',
    savePage: 'Save as a page',
    saveJson: 'Save as JSON',
  },

  owner: enOwner,

  people: {
    title: 'People',
    show: 'Show people',
    hide: 'Hide people',
    online: 'here',
    offline: 'away',
    you: 'you',
    none: 'Nobody is in this room.',
    talkTo: (name) => `Message ${name}`,
    invite: 'Invite',
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

  message: {
    edit: 'Edit',
    remove: 'Delete',
    edited: '(edited)',
    deleted: 'Message deleted',
    editing: 'Editing your message',
    save: 'Save',
    removeTitle: 'Delete this message?',
    removeHint: 'Its text is removed for everybody, and cannot be brought back.',
  },

  delivery: {
    waiting: 'Sending',
    kept: 'Sent',
    unreadBy: (count) => `Not yet read by ${people(count)}`,
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
    person: 'Person',
    action: 'Action',
  },

  dialog: { cancel: 'Cancel', close: 'Close' },

  invitations: {
    title: 'Invitations',
    count: (count) => (count === 1 ? '1 invitation' : `${count} invitations`),
    by: (name) => `from ${name}`,
    accept: 'Come in',
    acceptRoom: (room) => `Come into ${room}`,
    decline: 'Decline',
    declineRoom: (room) => `Decline ${room}`,
    inviteTo: (room) => `Invite people to ${room}`,
    find: 'Find a person',
    invite: 'Invite',
    inviteName: (name) => `Invite ${name}`,
    invited: 'Invited',
    looking: 'Looking who is here…',
    nobody: 'There is nobody to invite. People of the other rooms are shown here.',
  },

  self: {
    title: 'You',
    guest: 'Guest',
    guestHint: 'Only this browser knows you. With an account you are the same person on any device.',
    account: (login) => `Login: ${login}`,
    admin: 'Looks after this host',
    makeAccount: 'Make an account',
    makeAccountHint: 'Your name, your rooms and what you have written stay yours.',
    logOut: 'Log out',
    logOutTitle: 'Log out for good?',
    logOutHint:
      'A guest who logs out cannot come back as the same person. Make an account first to keep who you are.',
  },

  waitSeconds: (count) =>
    count === 1 ? 'Too many tries. Try again in a second.' : `Too many tries. Try again in ${count} seconds.`,

  faults: enFaults,
}
