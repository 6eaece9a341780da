const applyTheme = () => (document.documentElement.dataset.theme = localStorage.theme ?? '')
applyTheme()
addEventListener('storage', applyTheme)
