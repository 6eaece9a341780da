import { configure } from '@testing-library/preact'

// The default of one second is too short for a busy machine. Only a test that fails waits this long.
configure({ asyncUtilTimeout: 10_000 })
