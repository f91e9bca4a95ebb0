/* The editors' board: filters of its papers, copy buttons of its letters. Without this every paper is shown and
   letters are copied by hand. */
(() => {
  const form = document.querySelector(".ky-filters")
  if (form) {
    const rows = [...document.querySelectorAll(".ky-board tbody tr")]
    const told = document.getElementById("so-bai")
    const apply = () => {
      const wanted = [...new FormData(form)].filter(([, value]) => value)
      let shown = 0
      for (const row of rows) {
        row.hidden = !wanted.every(([name, value]) => row.dataset[name].split(" ").includes(value))
        shown += row.hidden ? 0 : 1
      }
      told.textContent =
        shown === rows.length ? `Có ${shown} bài.` : shown ? `Hiện ${shown} trong ${rows.length} bài.` : "Không có bài nào khớp."
    }
    // The filters stand in the address, so that what is seen can be sent on.
    const asked = new URLSearchParams(location.search)
    for (const field of form.querySelectorAll("select")) {
      if ([...field.options].some((option) => option.value === asked.get(field.name))) field.value = asked.get(field.name)
    }
    const remember = () => {
      const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString()
      try {
        history.replaceState(null, "", `${location.pathname}${chosen && `?${chosen}`}${location.hash}`)
      } catch {
        // A page from a folder may keep its address.
      }
    }
    form.hidden = false
    form.addEventListener("change", () => {
      apply()
      remember()
    })
    form.addEventListener("submit", (event) => event.preventDefault())
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(() => {
      apply()
      remember()
    }))
    apply()
  }

  const printer = document.querySelector("[data-print]")
  if (printer) {
    printer.hidden = false
    printer.addEventListener("click", () => {
      document.body.classList.add("ky-no-letters")
      print()
    })
    addEventListener("afterprint", () => document.body.classList.remove("ky-no-letters"))
  }

  // Selected text can be copied by whoever reads, also where a browser lets no script do it.
  const byHand = (letter) => {
    getSelection().selectAllChildren(letter)
    return document.execCommand("copy") ? "Đã sao chép." : "Đã bôi đen: nhấn Ctrl+C để sao chép."
  }
  for (const button of document.querySelectorAll(".ky-copy")) {
    const letter = document.getElementById(button.dataset.copy)
    const told = button.nextElementSibling
    button.hidden = false
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(letter.textContent)
        told.textContent = "Đã sao chép."
      } catch {
        told.textContent = byHand(letter)
      }
    })
  }
})()
