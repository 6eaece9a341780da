// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getField, renderPopup } from '../../support/render-popup.tsx'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const typeInto = (name: string, text: string) => fireEvent.input(getField(name), { target: { value: text } })

function paste(name: string, text: string): boolean {
  const event = createEvent.paste(getField(name), { clipboardData: { getData: () => text } })
  return fireEvent(getField(name), event)
}

describe('user directory and user id', () => {
  it.each(['User directory', 'User id'])('take DIR\\id that is put into %s', name => {
    renderPopup()
    typeInto(name, 'DOMAIN\\User1')
    expect([getField('User directory').value, getField('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(name === 'User id' ? getField('User directory') : getField('User id'))
  })

  it('take a pasted DIR\\id in place of what was there', () => {
    renderPopup()
    typeInto('User directory', 'OLD')
    expect(paste('User directory', 'DOMAIN\\User1')).toBe(false)
    expect([getField('User directory').value, getField('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(getField('User id'))
  })

  it('leave any other paste to the browser', () => {
    renderPopup()
    expect(paste('User id', 'User1')).toBe(true)
  })

  it('go on to the id at the backslash', () => {
    renderPopup()
    typeInto('User directory', 'DOMAIN\\')
    expect(getField('User directory').value).toBe('DOMAIN')
    expect(document.activeElement).toBe(getField('User id'))
  })
})

describe('the first field with the focus', () => {
  it('is the user directory while that is empty', () => {
    renderPopup()
    expect(document.activeElement).toBe(getField('User directory'))
  })

  it('is the user id, ready to be overwritten, when all is filled', () => {
    renderPopup()
    typeInto('User id', 'DOMAIN\\User1')
    cleanup()
    renderPopup()
    expect(document.activeElement).toBe(getField('User id'))
    expect(getField('User id').selectionEnd).toBe('User1'.length)
  })
})
