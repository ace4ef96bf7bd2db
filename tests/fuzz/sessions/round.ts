// One round of fuzzing: some clients at once, each with its own script, and a bystander among them.
import { Random } from '../../support/random.ts'
import { Bystander } from './bystander.ts'
import { mutate } from './mutate.ts'
import { Player } from './player.ts'
import type { Script } from './script.ts'
import { writeScript } from './script-writer.ts'
import type { World } from './world.ts'

const CLIENTS = 4
const LONGEST = 40
/** So often the bystander says something, however long the others wait for each other. */
const MOST_SAID = 30

/** The scripts of the round with this seed. */
export function writeRound(seed: number, rooms: World['rooms']): Script[] {
  const random = new Random(seed)
  return Array.from({ length: CLIENTS }, () => mutate(writeScript(random, rooms, LONGEST), random))
}

/** Plays the scripts at the same time. Answers all that went wrong; empty where nothing did. */
export async function playRound(world: World, scripts: readonly Script[], seed: number): Promise<string[]> {
  const random = new Random(seed ^ 0x5eed)
  const bystander = await Bystander.enter(world, random)
  const players = scripts.map((script) => new Player(script, world, new Random(random.below(2 ** 32))))
  let playing = true
  const played = Promise.all(players.map((player) => player.play())).finally(() => (playing = false))
  for (let said = 0; playing; said += 1) {
    if (said < MOST_SAID) bystander.talk()
    for (let pause = 10; pause > 0; pause -= 1) await world.breathe(random)
  }
  await played
  const neglect = await bystander.fault()
  bystander.leave()
  const complaints = await world.complaints()
  const faults = await Promise.all(players.map((player) => player.faults()))
  return [...faults.flatMap(numbered), ...complaints, ...(neglect === null ? [] : [neglect])]
}

function numbered(faults: readonly string[], player: number): string[] {
  return faults.map((fault) => `client ${player + 1}: ${fault}`)
}
