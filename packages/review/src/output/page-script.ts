/**
 * What the page runs: it only shows and hides rows that are there already, and never makes markup. Text, so that its hash can stand in
 * the page's Content-Security-Policy.
 */
export const PAGE_SCRIPT = `"use strict";
(function () {
    var rows = Array.prototype.slice.call(document.querySelectorAll("#findings tbody tr"));
    var words = document.getElementById("words");
    var band = document.getElementById("band");
    var account = document.getElementById("account");
    var state = document.getElementById("state");
    var shown = document.getElementById("shown");
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    function filter() {
        var wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var count = 0;
        rows.forEach(function (row, index) {
            var fits = (band.value === "" || row.dataset.band === band.value)
                && (account.value === "" || row.dataset.account === account.value)
                && (state.value === "" || row.dataset.state === state.value)
                && wanted.every(function (word) { return texts[index].indexOf(word) >= 0; });
            row.hidden = !fits;
            if (fits) count += 1;
        });
        shown.textContent = count + " of " + rows.length + " shown";
    }
    [words, band, account, state].forEach(function (control) { control.addEventListener("input", filter); });
    document.getElementById("clear").addEventListener("click", function () {
        [words, band, account, state].forEach(function (control) { control.value = ""; });
        filter();
    });
    document.querySelectorAll("button[data-copies]").forEach(function (button) {
        button.addEventListener("click", function () {
            var code = document.getElementById(button.dataset.copies);
            var range = document.createRange();
            range.selectNodeContents(code);
            var selection = window.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            // What is selected is copied: works in pages opened from a file, too.
            button.firstElementChild.textContent = document.execCommand("copy") ? "Copied" : "Selected";
        });
    });
    document.documentElement.classList.add("scripted");
    filter();
})();
`;
