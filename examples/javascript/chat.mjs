// A guest of a Sarangbang host, with nothing but what Node 22 and browsers have built in.
//
//     node chat.mjs http://127.0.0.1:7420 NICKNAME ROOM
//
// Enters the room, made where there is none of that name, and says each line that you type. When the connection breaks it
// comes back by itself, shows what it missed, and says again what has no receipt. At the end of the input it takes its leave.
// A host with a password wants it in the variable SARANGBANG_PASSWORD.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Host } from './host.mjs'
import { PASSING, Refused } from './refused.mjs'
import { StompConnection } from './stomp-connection.mjs'

const [address, nickname, roomName] = process.argv.slice(2)
if (roomName === undefined) stop('Usage: node chat.mjs http://127.0.0.1:7420 NICKNAME ROOM')
const host = new Host(address)

/** How many of the room's last entries a newcomer is shown. */
const LOOK_BACK = 20
/** Milliseconds, where the host names no time. */
const LATER = 1_000

/** What was typed and has no receipt yet, oldest first. A program that people rely on keeps this on disk. */
const unsent = []
/** The last entry that was shown: the next replay begins after it. */
let seen = null
let roomId = null
let connection = null
/** Whether what is typed can go out at once: we are in the room. */
let entered = false
let inputEnded = false

/** Resolves when the connection has ended. */
async function converse() {
  await host.signIn(nickname, process.env.SARANGBANG_PASSWORD)
  if (roomId === null) await chooseRoom()
  connection = new StompConnection(host.stompUrl, { Authorization: host.authorization }, hear)
  await connection.ended.catch((error) => {
    // The next connection has a new one.
    if (error.code !== 'TOKEN_EXPIRED') throw error
  })
}

async function chooseRoom() {
  const room = await host.findRoom(roomName)
  seen = { seq: Math.max(0, room.seq - LOOK_BACK), epoch: room.epoch }
  roomId = room.roomId
}

function hear({ command, headers, body }) {
  if (command === 'CONNECTED') arrive()
  else if (command === 'RECEIPT') kept(headers['receipt-id'])
  else if (headers.subscription === 'log') show(JSON.parse(body))
  else if (headers.subscription === 'refusals') refused(JSON.parse(body))
}

function arrive() {
  print('CONNECTED')
  connection.send('SUBSCRIBE', { id: 'refusals', destination: '/user/queue/errors' })
  listen()
  enter()
}

function listen() {
  const since = seen.epoch === null ? { since: seen.seq } : { since: seen.seq, epoch: seen.epoch }
  const destination = `/topic/rooms/${roomId}`
  connection.send('SUBSCRIBE', { id: 'log', destination, receipt: 'listen', ...since })
}

/** Changes nothing for somebody who is in. */
function enter() {
  connection.send('SEND', { destination: `/app/rooms/${roomId}/enter`, receipt: 'enter' })
}

/** One talk at a time: so they are kept in the order in which they were typed, whatever happens in between. */
function sayNext() {
  const [next] = unsent
  if (!entered) return
  if (next !== undefined) {
    const headers = { destination: `/app/rooms/${roomId}/talk`, receipt: next.nonce }
    connection.send('SEND', headers, JSON.stringify(next))
  } else if (inputEnded) connection.send('DISCONNECT', { receipt: 'bye' })
}

function kept(receipt) {
  if (receipt === 'bye') process.exit()
  if (receipt === 'enter') entered = true
  else if (receipt === unsent[0]?.nonce) print('KEPT', unsent.shift().message)
  else return
  sayNext()
}

function show(message) {
  switch (message.type) {
    case 'CAUGHT_UP':
      return print('CAUGHT_UP', message.seq)
    case 'GAP':
      // The log does not hold what came before. If it is another log, its next entry tells its epoch.
      seen = { seq: message.to, epoch: null }
      return print('GAP', message.from, message.to)
    default:
      seen = message
      return print(message.type, message.seq, message.sender, message.message)
  }
}

function refused({ code, message, nonce, receipt, retryAfter }) {
  if (code === 'TOKEN_EXPIRING') return stay()
  print('REFUSED', code, message)
  const again = { listen, enter }[receipt] ?? sayNext
  if (PASSING.includes(code)) return onThisConnection(again, retryAfter ?? LATER)
  if (nonce === null) stop(message)
  if (nonce === unsent[0]?.nonce) unsent.shift()
  sayNext()
}

/** Does it after so many milliseconds. The next connection begins with all of it anyway. */
function onThisConnection(act, milliseconds) {
  const here = connection
  setTimeout(() => here === connection && act(), milliseconds)
}

/** The host is shown a new token before the old one ends, and goes on with this connection. */
async function stay() {
  try {
    await host.signIn(nickname, process.env.SARANGBANG_PASSWORD)
    connection.send('SEND', { destination: '/app/token', Authorization: host.authorization })
  } catch {
    // The host ends the connection with the old token, and the next one tells what is the matter.
  }
}

function type(line) {
  const message = line.trim()
  if (message === '') return
  unsent.push({ message, nonce: randomUUID() })
  // Otherwise another is on its way, and this one's turn comes.
  if (unsent.length === 1) sayNext()
}

function print(...words) {
  console.log(words.join(' '))
}

function stop(reason) {
  console.error(reason)
  process.exit(1)
}

createInterface({ input: process.stdin })
  .on('line', type)
  .on('close', () => {
    inputEnded = true
    if (unsent.length === 0) sayNext()
  })

for (let wait = LATER; ; wait = Math.min(wait * 2, 30_000)) {
  let least = 0
  try {
    await converse()
  } catch (error) {
    // What is no refusal is a network that fails.
    if (error instanceof Refused && !PASSING.includes(error.code)) stop(error.message)
    least = error.retryAfter ?? 0
  }
  if (entered) wait = LATER
  entered = false
  print('AWAY')
  // Not all at once, when a host comes back that many wait for.
  await delay(Math.max(least, wait * (0.5 + Math.random() / 2)))
}
