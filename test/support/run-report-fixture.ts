import { findingOf } from '#protocol/findings/to-finding'
import { stepNames } from '#shared/runs/run'
import type { RunReport } from '#shared/runs/run-report'

const cookie = {
  name: 'X-Qlik-Session-sales',
  domain: '.example.com',
  hostOnly: false,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
} as const

/**
 * A run that failed in its last step, with names of people and computers wherever they can occur.
 */
export const failedReport: RunReport = {
  run: {
    id: 'run-1',
    site: 'production',
    prefix: 'sales',
    user: 'CORP\\anna',
    outcome: 'failed',
    steps: stepNames.map((name, index) => ({
      name,
      state: name === 'identity' ? 'failed' : 'passed',
      startedAt: Date.UTC(2026, 4, 1, 10, 0, index),
      ms: 12.4,
      note: name === 'hub' ? 'Hub of anna on qlik.example.com' : undefined,
      warnings:
        name === 'credential'
          ? [findingOf('CERTIFICATE_NOT_FOR_CLIENTS', { path: '/home/anna/client.pem', role: 'Server' })]
          : undefined,
    })),
    finding: findingOf('WRONG_IDENTITY', { expected: 'CORP\\anna', received: 'corp\\Bob Smith' }),
    causes: [
      { cause: 'otherUser', values: ['CORP\\bob', 'X-Qlik-Session-sales', 'corp.local'] },
      { cause: 'cookieName', values: ['X-Qlik-Session', 'X-Qlik-Session-sales'] },
    ],
    leftBehind: ['The session may still exist: qlik01:4243 refused the connection.'],
  },
  endedAt: Date.UTC(2026, 4, 1, 10, 0, 6),
  asked: {
    site: 'production',
    prefix: 'sales',
    identity: {
      userDirectory: 'CORP',
      userId: 'anna',
      attributes: [
        { name: 'email', value: 'anna@example.com' },
        { name: 'group', value: 'HR' },
      ],
    },
    cookieName: '',
  },
  hub: 'https://qlik.example.com:8443',
  versions: { extension: '0.1.0', companion: '0.1.1', browser: 'Chromium 156.0.1.2 (linux, x86-64)' },
  virtualProxy: {
    prefix: 'sales',
    settings: {
      description: 'Sales, by ANNA',
      cookieName: 'X-Qlik-Session-sales',
      cookieDomain: 'example.com',
      https: { secure: true, sameSite: 'lax' },
      http: {},
      timeoutMinutes: 30,
      authenticationModuleUri: 'https://login.example.com/forms?user=anna',
      hostAllowList: ['qlik.example.com', 'other.example.net'],
      linked: true,
    },
  },
  cookie: {
    meant: cookie,
    sources: {
      name: 'virtual proxy',
      domain: 'virtual proxy',
      secure: 'virtual proxy',
      sameSite: 'virtual proxy',
    },
    kept: { ...cookie, secure: false },
    replaced: 1,
  },
}

/** Returns the report of another user, with an arbitrary message. */
export const reportOfUser = (userId: string, message = `It is ${userId}.`): RunReport => ({
  ...failedReport,
  asked: { ...failedReport.asked, identity: { userDirectory: 'CORP', userId, attributes: [] } },
  run: {
    ...failedReport.run,
    user: `CORP\\${userId}`,
    finding: { code: 'WRONG_IDENTITY', message, remedy: 'None.', details: {} },
  },
})
