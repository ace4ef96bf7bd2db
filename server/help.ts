// What `--help` prints.
import { LIMITS } from '../protocol/limits.ts'
import { DIALECT_NAMES } from './routes/dialects/dialect.ts'

export const HELP = `Usage: npm run serve -- [options]
       npm run serve -- backup --data DIR --to FILE [--force]
       npm run serve -- restore --from FILE --data DIR
       npm run serve -- import --from FILE --data DIR [--owner LOGIN]
       npm run serve -- migrate --from PLACE --to PLACE [--redis-prefix TEXT]

Hosts a Sarangbang chat on this computer until it is interrupted.
When it is ready, it prints one line of JSON with its addresses on standard output; its log goes to standard error.

Where it listens
  --host ADDR          The address to listen on: 127.0.0.1 is this computer alone,
                       0.0.0.0 or :: is everybody who can reach it.  [default: 127.0.0.1]
                       /healthz and /readyz answer everybody, /metrics this computer alone.
  --port N             The port for the page, REST, WebSocket and SockJS; 0 takes a free one.
                       [default: 7420]
  --stomp-port N       A port for plain STOMP over TCP; 0 takes a free one.  [default: none]
  --origin URL         A further web origin whose pages may talk to this host, such as
                       https://chat.example.com. May be given more than once.

Whom it limits
  --limits WHOM        For whom the limits of one address and of rates hold.  [default: remote]
                         remote    Other computers.
                         everyone  This computer too.
                         nobody    Behind a proxy that limits for itself, and is not named by --proxies.
                       How many may be connected, and what each may have the host hold, is limited for everybody.
  --proxies ADDR,...   The proxies in front, by address or network (10.0.0.0/8): whose a request is, they say in
                       X-Forwarded-For. Limits, and tries of passwords, are then each person's own.  [default: none]

  --drain SECONDS      When it is asked to stop: for so long /readyz says no, nobody is let in, and everybody is sent
                       to the other nodes, a few at a time. A second signal ends it at once.  [default: 0]

What it is
  --name TEXT          What guests see the host called, up to ${LIMITS.hostNameLength} characters.
                       [default: the name it had last time]
  --password TEXT      Guests must know it, up to ${LIMITS.passwordLength} characters. Others on this computer can
                       read a command line: prefer the variable SARANGBANG_PASSWORD, which this option overrides.
                       [default: none, guests are admitted without one]
  --admin LOGIN        The owner of the account with this login looks after the host: may do in every room that they
                       can read what its owner may. Make the account before others can. May be given more than once.
  --away MINUTES       Guests who are not connected for so long leave the open rooms; people with an account stay.
                       0 is never.  [default: 10]
  --open-topics        Clients may send to each other on /topic/…, /queue/… and /user/…; nothing of that is kept,
                       and the rooms stay as they are.  [default: they may not]
  --dialects LIST      The older systems whose clients may come as they are, with commas between them, or none:
                       ${DIALECT_NAMES.join(', ')}.
                       Of two that cannot be told apart the first is heard.
                       [default: all of them]

What it keeps
  --data DIR           The folder of the rooms and messages; with --redis, of what this node looks words up in alone.
                       [default: $XDG_DATA_HOME/sarangbang or ~/.local/share/sarangbang;
                       Windows: %APPDATA%\\Sarangbang; macOS: ~/Library/Application Support/Sarangbang]
  --keep-days N        Removes messages and notices that are older than so many days, but for a room's newest.
                       [default: keeps all]
  --keep-messages N    Removes the oldest of a room where it has more than so many, notices too.
                       [default: keeps all]
  --durability LEVEL   What a receipt for a message promises.  [default: process]
                         process     It is kept even if this program is killed.
                         power       It is kept even if the computer loses power; slower. With --redis, that one
                                     has to write each change to the disk (appendfsync always).
                         replicas:N  Only with --redis: so many of its replicas have it too.

Many nodes
  --redis URL          Keeps all of it in Redis 7.0 or later and shares it with other nodes, which are one host then:
                         redis://HOST:PORT/DATABASE                            One server.
                         redis+sentinel://HOST:PORT,HOST:PORT/MASTER/DATABASE  The master that Sentinels name.
                         redis+cluster://HOST:PORT,HOST:PORT                   A Cluster.
                         mock                                                  None: in memory, for a demonstration.
                       With rediss:// by TLS. Whom this computer does not trust to sign certificates has theirs in
                       a file that the variable NODE_EXTRA_CA_CERTS names. USER@ before the first host names a user.
                       The password is in the variable SARANGBANG_REDIS_PASSWORD, or in a file: others on this
                       computer can read a command line.
  --redis-password-file PATH
                       A file whose one line is the password.
  --redis-sentinel-password-file PATH
                       A file whose one line is the password of the Sentinels themselves, where they ask for one;
                       or the variable SARANGBANG_REDIS_SENTINEL_PASSWORD.
  --redis-prefix TEXT  What the names of all its keys and channels begin with. Hosts with different ones can share
                       a Redis.  [default: sarangbang]

Backup, restore, import and migrate
  The first three are for a host in its folder. One on Redis is moved to a folder with migrate first, and back after.

  backup               Writes all that the host in the folder --data keeps to one file, while it runs or not.
                       The file holds the host's signing key: keep it to yourself.
    --to FILE          Where to. A file that is there is only replaced with --force.
  restore              Makes a host's folder of such a file.
    --from FILE        The backup. It is checked first.
    --data DIR         A folder that is empty, or not there yet.
  import               Adds a room that was exported as JSON to the host in the folder --data, all of it or nothing.
    --from FILE        The exported room.
    --data DIR         The host must not be running. A folder without a host becomes one.
    --owner LOGIN      The account whose the room is to be. A room of two people needs it, and is then theirs alone.
                       [default: whose it was]
  migrate              Moves a whole host from a folder to Redis, back, or from one Redis to another. It must not be
                       running. Where it is interrupted, the same command goes on; at the end all is compared.
    --from PLACE       The folder of a host, or the URL of its Redis as for --redis.
    --to PLACE         A folder that is empty or not there yet, or a Redis with nothing under the prefix.
                       The password of Redis comes as for a host, also by --redis-password-file.

Other
  --log-level LEVEL    trace, debug, info, warn, error, fatal or silent.  [default: info]
  --help               Prints this and exits.
  --version            Prints the version and exits.
`
