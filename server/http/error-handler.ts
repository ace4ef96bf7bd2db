// Turns whatever went wrong into an answer of the error table: {"code", "message"} with the code's status.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, Refusal } from '../../protocol/errors.ts'
import type { ErrorBody } from '../../protocol/rest.ts'

/**
 * Refusals are told as they are. Everything unforeseen is an INTERNAL without details. Those are logged, and so is what
 * has a cause that is not told, such as the error of a disk behind an UNAVAILABLE.
 */
export function answerError(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  answerErrorAs(bodyOf, { error, request, reply })
}

/** What went wrong, in which request. */
interface Failure {
  error: FastifyError | Refusal
  request: FastifyRequest
  reply: FastifyReply
}

/** The same, with another body. */
export function answerErrorAs(body: (refusal: Refusal) => object, { error, request, reply }: Failure): void {
  const refusal = error instanceof Refusal ? error : toRefusal(error)
  if (refusal.code === 'INTERNAL' || refusal.cause !== undefined)
    request.log.error({ err: error, req: request }, 'request failed')
  answerRefusal(refusal, body(refusal), reply)
}

/** The answer to a path where nothing is, or not for that method. */
export function answerNoSuchPath(_request: FastifyRequest, reply: FastifyReply): void {
  const refusal = new Refusal('NO_SUCH_PATH')
  answerRefusal(refusal, bodyOf(refusal), reply)
}

/** The body of a refusal's answer. */
export function bodyOf({ code, message }: Refusal): ErrorBody {
  return { code, message }
}

function answerRefusal(refusal: Refusal, body: object, reply: FastifyReply): void {
  const { status } = ERRORS[refusal.code]
  const { retryAfterSeconds } = refusal
  // RFC 9110 §11.6.1: a 401 says how to sign in.
  if (status === 401) void reply.header('WWW-Authenticate', 'Bearer')
  // To ask again on the same connection would cost less than to be refused.
  if (retryAfterSeconds !== null)
    void reply.headers({ 'Retry-After': retryAfterSeconds, Connection: 'close' })
  void reply.code(status).type('application/json').send(body)
}

/** What Fastify and its plugins refuse, in this program's words. The names that stand in paths are those of rooms. */
function toRefusal(error: FastifyError): Refusal {
  switch (error.code) {
    case 'FST_ERR_VALIDATION':
      return error.validationContext === 'params'
        ? new Refusal('NO_SUCH_ROOM')
        : new Refusal('BAD_REQUEST', error.message)
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('REQUEST_TOO_LARGE')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Refusal('BAD_REQUEST', 'The body must be JSON, with Content-Type: application/json.')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Refusal('BAD_REQUEST', 'The body is not JSON.')
    case 'FST_ERR_BAD_URL':
      return new Refusal('BAD_REQUEST', 'The path cannot be decoded.')
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new Refusal('REQUEST_TIMEOUT')
    default:
      return new Refusal(isClientFault(error) ? 'BAD_REQUEST' : 'INTERNAL')
  }
}

function isClientFault({ statusCode }: FastifyError): boolean {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
}
