import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { lanAddresses } from '../../main/addresses.ts'

const ip4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
})
const ip6: NetworkInterfaceInfo = { ...ip4('fe80::1'), family: 'IPv6', scopeid: 2 }

test('the home network comes first, then offices, then what lives inside this computer', () => {
  const found = lanAddresses({
    lo: [ip4('127.0.0.1', true)],
    docker0: [ip4('172.17.0.1')],
    eth0: [ip6, ip4('203.0.113.9')],
    eth1: [ip4('10.1.2.3')],
    wlan0: [ip4('192.168.0.7')],
    eth2: [ip4('169.254.3.4')],
  })
  expect(found).toEqual(['192.168.0.7', '10.1.2.3', '203.0.113.9', '172.17.0.1'])
})

test('without a network there is none', () => {
  expect(lanAddresses({ lo: [ip4('127.0.0.1', true)], gone: undefined })).toEqual([])
})
