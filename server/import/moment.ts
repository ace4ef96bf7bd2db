// Points in time as an exported room's file has them.
import Type from 'typebox'

/** Milliseconds since 1970, as far as a Date can tell them (ECMA-262, Time Values and Time Range). */
export const Moment = Type.Integer({ minimum: 0, maximum: 8.64e15 })
