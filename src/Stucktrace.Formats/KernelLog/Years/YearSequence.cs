namespace Stucktrace.Formats.KernelLog.Years;

/// <summary>
/// The dates of one log, a rotated set counting as one, in the order of reading: where the year turned, and which lines say what year it was.
/// </summary>
sealed class YearSequence
{
    const int StepBackDays = 40;

    readonly List<(int Input, long Line)> _turns = [];
    readonly HashSet<int> _firstYears = [];
    int _lastDay = -1;
    (DateTime From, DateTime To)? _expected;

    /// <summary>Notes the date of a line.</summary>
    /// <param name="clock">The date, with or without a year.</param>
    /// <param name="input">Input.</param>
    /// <param name="line">Line.</param>
    public void See(WallClock clock, int input, long line)
    {
        int day = DayOfYear(clock.Month, clock.Day);
        if (day == _lastDay && clock.Year is null)
            return;
        int step = _lastDay < 0 ? 0 : day - _lastDay;
        // A line of the old year among those of the new one is a straggler.
        if (step > 366 - StepBackDays)
            return;
        if (step < -StepBackDays)
            _turns.Add((input, line));
        _lastDay = day;
        if (clock.Year is { } year)
        {
            AddYear(year);
        }
        else if (_expected is { } range)
        {
            _expected = null;
            ExpectIn(clock.Month, clock.Day, range.From, range.To);
        }
    }

    /// <summary>Takes what a line says about the date of its own day.</summary>
    /// <param name="clock">The date that the line's prefix prints, or null when it prints none.</param>
    /// <param name="stated">The date that the line states, in UTC or local time.</param>
    public void State(WallClock? clock, DateTime stated)
    {
        if (clock is not { Year: null } printed)
            return;
        for (int year = stated.Year - 1; year <= stated.Year + 1; year++)
        {
            if (ClockDate(year, printed.Month, printed.Day) is { } date && Math.Abs((date - stated.Date).TotalDays) <= 2)
                AddYear(year);
        }
    }

    /// <summary>The next dates lie in a range: the journal says so, or the name of the file before.</summary>
    public void Expect(DateTime from, DateTime to) => _expected = (from, to);

    /// <summary>All dates so far lie before a day, and less than a year before: the name of a rotated file says so.</summary>
    public void EndBefore(DateTime day)
    {
        if (_lastDay >= 0)
        {
            DateTime last = new DateTime(2024, 1, 1).AddDays(_lastDay - 1);
            ExpectIn(last.Month, last.Day, day.AddDays(-364), day.AddDays(1));
        }

        // What follows in the set is later.
        _expected = (day.AddDays(-2), day.AddDays(362));
    }

    /// <summary>The year of a date at a line, or null when the evidence does not give exactly one.</summary>
    public int? YearAt(int input, long line)
    {
        if (_firstYears.Count != 1)
            return null;
        return _firstYears.First() + TurnsUpTo(input, line);
    }

    static DateTime? ClockDate(int year, int month, int day) =>
        year is > 1970 and < 9999 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day) : null;

    // In a leap year, so that every date has one number.
    static int DayOfYear(int month, int day) => new DateTime(2024, month, Math.Min(day, DateTime.DaysInMonth(2024, month))).DayOfYear;

    void ExpectIn(int month, int day, DateTime from, DateTime to)
    {
        int? only = null;
        for (int year = from.Year; year <= to.Year && year - from.Year < 50; year++)
        {
            if (ClockDate(year, month, day) is not { } date || date < from.Date || date > to.Date)
                continue;
            if (only is not null)
                return;
            only = year;
        }

        if (only is { } found)
            AddYear(found);
    }

    void AddYear(int year)
    {
        if (_firstYears.Count < 8)
            _firstYears.Add(year - _turns.Count);
    }

    int TurnsUpTo(int input, long line)
    {
        int low = 0, high = _turns.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_turns[middle].CompareTo((input, line)) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
