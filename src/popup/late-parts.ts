/** The parts that few first frames need, in one file, which loads right after the first frame. */
export { AlreadySignedIn } from './AlreadySignedIn.tsx'
export { FoldedForm } from './form/FoldedForm.tsx'
export { PersonaNotices } from './personas/PersonaNotices.tsx'
export { QuarantineNotice } from './QuarantineNotice.tsx'
export { RunActions } from './run/RunActions.tsx'
export { RunRemedies } from './run/RunRemedies.tsx'
export { SetupPanel } from './SetupPanel.tsx'
export { SignedInWindows } from './SignedInWindows.tsx'
