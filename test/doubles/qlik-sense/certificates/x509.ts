import 'reflect-metadata' // the library needs its metadata functions when it is loaded

export * from '@peculiar/x509'
