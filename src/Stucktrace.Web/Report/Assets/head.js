// First of all, before anything is laid out: the style sheet need not ask for the reader's choices by itself.
document.documentElement.classList.add('scripted');
