import { expect, test } from 'vitest'
import { contextTemplate } from '../../main/context-menu.ts'

const FLAGS = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true }

test('a text field can be cut, copied, pasted into and selected, as far as that is possible now', () => {
  const items = contextTemplate('ko', { isEditable: true, selectionText: '', editFlags: FLAGS })
  expect(items.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['잘라내기', false],
    ['복사', false],
    ['붙여넣기', true],
    [undefined, true],
    ['모두 선택', true],
  ])
})

test('selected text can be copied, and elsewhere there is no menu', () => {
  const flags = { ...FLAGS, canCopy: true }
  const labels = (selectionText: string) =>
    contextTemplate('en', { isEditable: false, selectionText, editFlags: flags }).map(({ label }) => label)
  expect(labels('안녕')).toEqual(['Copy'])
  expect(labels(' ')).toEqual([])
})
