// Optional help in the browser. Every task works without it.
;(() => {
  // The error summary is read out first.
  var summary = document.querySelector('.govuk-error-summary')
  if (summary) {
    summary.setAttribute('tabindex', '-1')
    summary.focus()
  }
  // A second press of the same button does nothing for a second (the server refuses it in any case).
  document.addEventListener('submit', event => {
    var form = event.target
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'yes'
    setTimeout(() => {
      delete form.dataset.sent
    }, 1000)
  })
  // Show password: the button is hidden where there is no script.
  document.querySelectorAll('.govuk-js-password-input-toggle').forEach(button => {
    var input = document.getElementById(button.getAttribute('aria-controls'))
    if (!input) return
    button.hidden = false
    function hide() {
      input.type = 'password'
      button.textContent = 'Show'
      button.setAttribute('aria-label', 'Show password')
    }
    button.addEventListener('click', () => {
      if (input.type !== 'password') return hide()
      input.type = 'text'
      button.textContent = 'Hide'
      button.setAttribute('aria-label', 'Hide password')
    })
    if (input.form) input.form.addEventListener('submit', hide)
  })
  // Hide screen: blanks the page; any key or press brings it back.
  document.addEventListener('click', event => {
    var link = event.target.closest ? event.target.closest('[data-hide-screen]') : null
    if (!link) return
    event.preventDefault()
    var cover = document.createElement('div')
    cover.className = 'onroll-hidden-screen'
    cover.setAttribute('role', 'dialog')
    cover.setAttribute('aria-modal', 'true')
    cover.setAttribute('tabindex', '-1')
    cover.textContent = 'Screen hidden. Press any key to show it again.'
    document.body.appendChild(cover)
    cover.focus()
    function show() {
      cover.remove()
      document.removeEventListener('keydown', show)
      link.focus()
    }
    setTimeout(() => {
      document.addEventListener('keydown', show)
      cover.addEventListener('click', show)
    }, 100)
  })
  // Two minutes before a session ends, say so.
  var idle = document.body.dataset.idleSeconds
  if (idle) {
    setTimeout(
      () => {
        var region = document.getElementById('session-ending')
        if (region)
          region.textContent = 'You will be signed out in 2 minutes. Follow any link to stay signed in.'
      },
      (Number(idle) - 120) * 1000,
    )
  }
})()
