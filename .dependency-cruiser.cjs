// The zones of docs/architecture.md as rules: dependencies point one way.
const zone = (name, from, notTo, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: notTo },
})

const ours = '^(protocol|server|main|renderer|scripts|bench|examples|tests)/'
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: ours, pathNot: allowed },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('protocol', '^protocol/', '^protocol/', 'protocol imports nothing of ours'),
    only('renderer', '^renderer/', '^(protocol|renderer)/', 'renderer imports protocol only'),
    only('main', '^main/', '^(protocol|main)/', 'main imports protocol only'),
    only('server', '^server/', '^(protocol|server)/', 'server imports protocol only'),
    zone('server-without-electron', '^server/', 'node_modules/electron/', 'the server is pure Node'),
    zone(
      'connection-without-svelte',
      '^renderer/connection/',
      '(node_modules/svelte/|\\.svelte)',
      'connection/ knows no Svelte',
    ),
    only('examples', '^examples/', '^(protocol|server|examples)/', 'examples build on the server'),
    only('stomp', '^server/stomp/', '^server/stomp/', 'stomp knows frames and nothing else'),
    only(
      'chat',
      '^server/chat/',
      '^(protocol/|server/chat/|server/store/[^/]+\\.ts)',
      'chat sees the ports, not adapters',
    ),
    only(
      'broker',
      '^server/broker/',
      '^(protocol|server/stomp|server/broker)/|^server/store/[^/]+\\.ts',
      'broker sees the ports',
    ),
    only(
      'session',
      '^server/session/',
      '^(protocol|server/limits|server/stomp|server/session|server/broker)/|^server/routes/router\\.ts',
      "session sees stomp, the routes' and the broker's interfaces",
    ),
    only(
      'routes',
      '^server/routes/',
      '^(protocol|server/routes|server/chat|server/broker)/',
      'routes map destinations to use cases',
    ),
    only(
      'transport',
      '^server/transport/',
      '^(protocol|server/limits|server/stomp|server/session|server/transport|server/broker)/|^server/hang-up\\.ts',
      'transports move bytes',
    ),
    only(
      'http',
      '^server/http/',
      '^(protocol|server/limits|server/http|server/chat|server/auth)/|^server/(hang-up|routes/dialects/dialect)\\.ts',
      'http calls use cases, and answers as the tables of dialects say',
    ),
    only('limits', '^server/limits/', '^(protocol|server/limits)/', 'limits know addresses and time'),
    only(
      'auth',
      '^server/auth/',
      '^(protocol|server/limits|server/auth)/|^server/store/[^/]+\\.ts',
      'auth sees the ports',
    ),
    only(
      'moving',
      '^server/moving/',
      '^(protocol|server/moving)/|^server/store/[^/]+\\.ts',
      'a move sees its ports',
    ),
    only(
      'adapters',
      '^server/store/(memory|sqlite|redis)/',
      '^protocol/|^server/store/[^/]+\\.ts|^server/store/$1/',
      'an adapter sees its port and itself',
    ),
    zone(
      'one-composition-root',
      '^server/(?!(embedded-stores|redis-stores|houses|copy)\\.ts|store/(memory|sqlite|redis)/)',
      '^server/store/(memory|sqlite|redis)/',
      'only what opens the stores names adapters, and copy.ts that of the file that it copies',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.mjs', '.cjs'] },
  },
}
