// `npm run bench`: measures the host with our own load client; the method is in bench/.
import { run as runBench } from '../bench/run.ts'

export const run = runBench
