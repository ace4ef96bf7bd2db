// Tries every way in for one person and one room, each on things as they are meant to be.
import { expected, type Person, type RoomName, type Verdict } from './rule.ts'
import { Scene } from './scene.ts'
import type { Outcome, Way } from './way.ts'
import type { World } from './world.ts'

/** One cell of the table. */
export interface Cell extends Outcome {
  person: Person
  room: RoomName
  way: Way
  expected: Verdict
  /** What is wrong about the answer itself; null where nothing is. */
  fault: string | null
}

export async function tryAll(
  world: World,
  person: Person,
  room: RoomName,
  ways: readonly Way[],
): Promise<Cell[]> {
  const cells: Cell[] = []
  let scene = await Scene.set(world, person, room)
  for (const way of ways) {
    const { verdict, said } = await way.attempt(scene)
    const who = way.unnamed === true && person === 'no token' ? 'guest' : person
    const cell = { person, room, way, verdict, said, expected: expected(who, room, way.wish) }
    cells.push({ ...cell, fault: faultOf(cell, scene) })
    if (way.changes !== true || verdict !== 'yes') continue
    await scene.end()
    scene = await Scene.set(world, person, room)
  }
  await scene.end()
  return cells
}

/** Whoever is refused learns nothing of the room; whoever is not sees what was said. */
function faultOf({ way, verdict, said }: Omit<Cell, 'fault'>, { secret }: Scene): string | null {
  const shown = said.includes(secret)
  if (verdict === 'yes') return way.shows === true && !shown ? 'It does not show what was said.' : null
  return shown ? 'It tells of the room.' : null
}
