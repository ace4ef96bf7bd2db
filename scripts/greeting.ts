// `npm run example:greeting`: the example in examples/greeting/.
import { run as runGreeting } from '../examples/greeting/main.ts'

export const run = runGreeting
