import 'reflect-metadata' // the library looks for its metadata functions at the moment it is loaded

export * from '@peculiar/x509'
