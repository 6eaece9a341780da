/**
 * Removes proxy variables, because other clients such as curl would use the proxy for local
 * addresses.
 */
for (const name of Object.keys(process.env)) if (/^(https?|all)_proxy$/i.test(name)) delete process.env[name]
