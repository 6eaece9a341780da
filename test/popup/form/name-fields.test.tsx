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
  it.each(['User directory', 'User id'])('NameFields splits DIR\\id typed into %s', name => {
    renderPopup()
    typeInto(name, 'DOMAIN\\User1')
    expect([getField('User directory').value, getField('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(name === 'User id' ? getField('User directory') : getField('User id'))
  })

  it('NameFields replaces both values by a pasted DIR\\id', () => {
    renderPopup()
    typeInto('User directory', 'OLD')
    expect(paste('User directory', 'DOMAIN\\User1')).toBe(false)
    expect([getField('User directory').value, getField('User id').value]).toEqual(['DOMAIN', 'User1'])
    expect(document.activeElement).toBe(getField('User id'))
  })

  it('NameFields leaves any other paste to the browser', () => {
    renderPopup()
    expect(paste('User id', 'User1')).toBe(true)
  })

  it('NameFields moves the focus to the id after a backslash', () => {
    renderPopup()
    typeInto('User directory', 'DOMAIN\\')
    expect(getField('User directory').value).toBe('DOMAIN')
    expect(document.activeElement).toBe(getField('User id'))
  })
})

describe('the initial focus', () => {
  it('is on the user directory if that is empty', () => {
    renderPopup()
    expect(document.activeElement).toBe(getField('User directory'))
  })

  it('is on the selected user id if both fields are filled', () => {
    renderPopup()
    typeInto('User id', 'DOMAIN\\User1')
    cleanup()
    renderPopup()
    expect(document.activeElement).toBe(getField('User id'))
    expect(getField('User id').selectionEnd).toBe('User1'.length)
  })
})
