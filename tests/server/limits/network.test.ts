import { describe, expect, it } from 'vitest'
import { isThisComputer, networkOf } from '../../../server/limits/network.ts'

describe('the network of an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['10.0.0.1', '::FFFF:10.0.0.1', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:DB8:1:2::1', '2001:db8:1:2::2', true],
    ['::1', '::2', true],
    ['fe80::1%eth0', 'fe80::2%eth1', true],
  ])('[AD2] of %s and %s is the same: %s', (one, other, same) => {
    expect(networkOf(one) === networkOf(other)).toBe(same)
  })
})

describe('this computer', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['128.0.0.1', false],
    ['::2', false],
    ['192.168.0.5', false],
    ['', false],
  ])('[AD4] is at %s: %s', (address, here) => {
    expect(isThisComputer(address)).toBe(here)
  })
})
