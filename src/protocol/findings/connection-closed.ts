/** When a connection was closed. */
export type ClosePhase =
  | 'beforeTls'
  | 'inHandshake'
  | 'afterHandshake'
  | 'always'
  | 'onRequest'
  | 'inAnswer'
  | 'kept'
