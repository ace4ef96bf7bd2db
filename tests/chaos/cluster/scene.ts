// A cluster and a crowd for as long as something is done to them; then everything comes to its end, and the judge has the word.
import { mkdirSync } from 'node:fs'
import { Cluster, type ClusterOptions } from './cluster.ts'
import { Crowd, type CrowdOptions } from './crowd.ts'
import { judge, type Verdict } from './judge/judge.ts'
import { logsIn } from './log-folder.ts'

export type SceneOptions = ClusterOptions &
  Omit<CrowdOptions, 'nodes'> & {
    /** Whether Redis may lose what it has answered; not, where nothing is said. */
    mayLose?: boolean
    /** For a test, which may be over before this is: is given what ends everything then. */
    whenOver?: (end: () => Promise<void>) => void
  }

export interface Scene {
  cluster: Cluster
  crowd: Crowd
}

export interface Outcome extends Verdict {
  /** What the nodes had trouble with; not a fault by itself. */
  troubles: string[]
}

/** Calls `act` when everybody is there and talking. Nothing is left but the clients' logs, in `options.folder`. */
export async function play(options: SceneOptions, act: (scene: Scene) => Promise<unknown>): Promise<Outcome> {
  mkdirSync(options.folder, { recursive: true })
  const cluster = await Cluster.start(options)
  let crowd: Crowd | null = null
  const end = async (): Promise<void> => {
    await crowd?.abandon()
    await cluster.dispose()
  }
  options.whenOver?.(end)
  try {
    const nodes = cluster.nodes.map(({ address }) => address)
    crowd = await Crowd.gather({ ...options, nodes })
    crowd.liven()
    await act({ cluster, crowd })
    await crowd.conclude()
    crowd = null
    const troubles = cluster.nodes.flatMap((node) => [...node.troubles, ...node.reported])
    return { ...judge(logsIn(options.folder), options.mayLose), troubles }
  } finally {
    await end()
  }
}
