// What `--help` prints.
import { LIMITS } from '../protocol/limits.ts'

export const HELP = `Usage: npm run serve -- [options]
       npm run serve -- backup --data DIR --to FILE [--force]
       npm run serve -- restore --from FILE --data DIR

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
                         remote    Other computers. Behind a proxy on this one, the proxy has to limit.
                         everyone  This computer too.
                         nobody    For a host behind a proxy on another computer, which has to limit.
                       How many may be connected, and what each may have the host hold, is limited for everybody.

What it is
  --name TEXT          What guests see the host called, up to ${LIMITS.hostNameLength} characters.
                       [default: the name it had last time]
  --password TEXT      Guests must know it, up to ${LIMITS.passwordLength} characters. Others on this computer can
                       read a command line: prefer the variable SARANGBANG_PASSWORD, which this option overrides.
                       [default: none, guests are admitted without one]
  --open-topics        Clients may send to each other on /topic/…, /queue/… and /user/…; nothing of that is kept,
                       and the rooms stay as they are.  [default: they may not]

What it keeps
  --data DIR           The folder of the rooms and messages.
                       [default: $XDG_DATA_HOME/sarangbang or ~/.local/share/sarangbang;
                       Windows: %APPDATA%\\Sarangbang; macOS: ~/Library/Application Support/Sarangbang]
  --durability LEVEL   What a receipt for a message promises.  [default: process]
                         process  It is kept even if this program is killed.
                         power    It is kept even if the computer loses power; slower.
  --redis URL          Shares the rooms with other nodes by Redis.  [not in this version yet]

Backup and restore
  backup               Writes all that the host in the folder --data keeps to one file, while it runs or not.
                       The file holds the host's signing key: keep it to yourself.
    --to FILE          Where to. A file that is there is only replaced with --force.
  restore              Makes a host's folder of such a file.
    --from FILE        The backup. It is checked first.
    --data DIR         A folder that is empty, or not there yet.

Other
  --log-level LEVEL    trace, debug, info, warn, error, fatal or silent.  [default: info]
  --help               Prints this and exits.
  --version            Prints the version and exits.
`
