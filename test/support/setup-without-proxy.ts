/** Foreign clients, curl too, would ask the proxy of whoever runs the tests for what is on this machine. */
for (const name of Object.keys(process.env)) if (/^(https?|all)_proxy$/i.test(name)) delete process.env[name]
