// A thread of its own that keeps the search index up with the logs, and looks things up in it, so that neither holds up the
// thread that serves people. It looks by itself whether something was said: nobody who talks tells it.
import { workerData } from 'node:worker_threads'
import { answerAsked, tellNews } from '../answer-asked.ts'
import type { SearchFiles, SearchQuestions } from './orders.ts'
import { Searcher } from './searcher.ts'

const searcher = new Searcher({
  ...(workerData as SearchFiles),
  tell: tellNews,
  now: () => performance.now(),
})
answerAsked<SearchQuestions>({
  answers: { find: (lookup) => searcher.find(lookup) },
  turn: () => searcher.turn(),
  close: () => searcher.close(),
})
