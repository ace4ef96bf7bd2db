// Everybody who can take part.
import type { Contender, ContenderName } from './contender.ts'
import { host } from './host.ts'
import { loop } from './loop.ts'
import { rabbitmq } from './rabbitmq.ts'
import { stompBrokerJs } from './stomp-broker-js.ts'

export const contenders: Record<ContenderName, Contender> = {
  sarangbang: host,
  loop,
  'stomp-broker-js': stompBrokerJs,
  rabbitmq,
}
