namespace Stucktrace.Reporting;

/// <summary>What the catalogue says of one kind of finding; <c>stucktrace explain ST1001</c> prints it.</summary>
/// <param name="Id">Stable number.</param>
/// <param name="Title">A few words.</param>
/// <param name="Says">What the finding says.</param>
/// <param name="HowKnown">How it is known, with the kernel source that it rests on.</param>
/// <param name="RefutedBy">What would refute it.</param>
/// <param name="WhatToDo">What to do about it.</param>
public sealed record FindingDescription(string Id, MessageText Title, MessageText Says, MessageText HowKnown, MessageText RefutedBy, MessageText WhatToDo);
