using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// Collects the register dump of one report: registers of the kernel's and the program's side, the raw stack, the code bytes, and where the CPU
/// was. A report may print further dumps (of what an interrupt interrupted, and the first one again at an oops's end): the first of each side holds.
/// </summary>
sealed class RegisterDump
{
    readonly Dictionary<string, (ulong Value, long Line)> _kernel = new(StringComparer.Ordinal);
    readonly Dictionary<string, (ulong Value, long Line)> _user = new(StringComparer.Ordinal);
    readonly ImmutableArray<StackWord>.Builder _stack = ImmutableArray.CreateBuilder<StackWord>();
    readonly List<(string Name, ulong Value)> _values = [];
    readonly List<ulong> _words = [];
    Side _side = Side.Kernel;
    string? _opening;
    long _openingLine;
    int _stackWidth;
    bool _inStack;
    int _nextGpr = -1;

    enum Side
    {
        Kernel,
        User,
        Repeated,
    }

    /// <summary>Where the CPU was on the kernel's side, or null.</summary>
    public CodeLocation? Location { get; private set; }

    /// <summary>Line that <see cref="Location"/> stands on.</summary>
    public long? LocationLine { get; private set; }

    /// <summary>Where the link register points, on architectures that print it as a place.</summary>
    public CodeLocation? ReturnTo { get; private set; }

    /// <summary>Where the program was that entered the kernel, or null.</summary>
    public CodeLocation? UserLocation { get; private set; }

    /// <summary>The kernel side's code bytes, or null.</summary>
    public CodeBytes? Code { get; private set; }

    public RegisterFile Kernel => Freeze(_kernel);

    public RegisterFile User => Freeze(_user);

    public ImmutableArray<StackWord> Stack => _stack.ToImmutable();

    /// <summary>Says that the raw stack of a sleeping task may follow without a heading, as it does below the task line until 3.x.</summary>
    public void ExpectStack()
    {
        _inStack = _stack.Count == 0;
        _stackWidth = 0;
    }

    /// <summary>Shows a line of the report.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">Line in the input.</param>
    /// <returns>True when it is part of the register dump.</returns>
    public bool Offer(ReadOnlySpan<char> text, long line)
    {
        if (OfferStack(text, line))
            return true;
        if (CodeParser.TryParse(text, line) is { } code)
        {
            if (_side == Side.Kernel)
                Code ??= code;
            return true;
        }

        bool place = ProgramCounterParser.TryParse(text, out ProgramCounterLine counter);
        if (place)
            OfferPlace(text, line, counter);
        return OfferRegisters(text, line) || place;
    }

    void OfferPlace(ReadOnlySpan<char> text, long line, ProgramCounterLine counter)
    {
        if (counter.ReturnAddress)
        {
            if (_side == Side.Kernel)
                ReturnTo ??= counter.Location;
            return;
        }

        if (counter.Epilogue)
        {
            SetLocation(counter.Location, line);
            return;
        }

        OpenSide(text, line, counter);
        if (_side == Side.User)
            UserLocation ??= counter.Location;
        else if (_side == Side.Kernel)
            SetLocation(counter.Location, line);
        if (counter.Segment is { } segment)
            Add("cs", segment, line);
    }

    // A line of the same wording as the one that opened the kernel's side starts another dump; riscv prints its place twice in a row.
    void OpenSide(ReadOnlySpan<char> text, long line, ProgramCounterLine counter)
    {
        if (counter.UserSide)
        {
            _side = _user.Count == 0 ? Side.User : Side.Repeated;
            return;
        }

        ReadOnlySpan<char> wording = text.TrimStart(' ');
        wording = wording[..Math.Min(3, wording.Length)];
        if (_opening is null)
        {
            _opening = wording.ToString();
            _openingLine = line;
            _side = Side.Kernel;
        }
        else if (wording.SequenceEqual(_opening) && line - _openingLine > 3)
        {
            _side = Side.Repeated;
        }
    }

    void SetLocation(CodeLocation location, long line)
    {
        if (Location is null)
        {
            (Location, LocationLine) = (location, line);
        }
        else if (Location.Symbol is null && location.Symbol is not null && line - LocationLine <= 12
            && (location.Address is null || location.Address == Location.Address))
        {
            // i386 and arm print the address first and its symbol some lines further down.
            (Location, LocationLine) = (location with { Address = Location.Address }, line);
        }
    }

    bool OfferRegisters(ReadOnlySpan<char> text, long line)
    {
        _values.Clear();
        if (_nextGpr >= 0)
        {
            _words.Clear();
            if (_nextGpr < 16 && RegisterLineParser.ParseWords(text, _words) == 16)
            {
                foreach (ulong word in _words)
                    Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{_nextGpr++}"), word, line);
                return true;
            }

            _nextGpr = -1;
        }

        if (!RegisterLineParser.TryParse(text, _values))
            return false;
        if (text.TrimStart(' ').IndexOf("GPRS", StringComparison.Ordinal) == 5)
            _nextGpr = _values.Count;
        foreach ((string name, ulong value) in _values)
            Add(name, value, line);
        return true;
    }

    void Add(string name, ulong value, long line)
    {
        if (_side == Side.Repeated)
            return;
        Dictionary<string, (ulong Value, long Line)> side = _side == Side.User && !RegisterNames.IsControl(name) ? _user : _kernel;
        side.TryAdd(name, (value, line));
    }

    // "Stack:" with words behind it or on the next lines; EL6 marks further lines "<d>", which syslog may take for a line of its own.
    bool OfferStack(ReadOnlySpan<char> text, long line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        bool heading = scanner.Take("Stack:") || scanner.Take("Stack :");
        if (heading)
        {
            if (_stack.Count > 0)
                return true;
            (_inStack, _stackWidth) = (true, 0);
            scanner.SkipBlanks();
            if (scanner.AtEnd || scanner.Sees("(0x"))
                return true;
        }
        else if (!_inStack)
        {
            return false;
        }

        if (scanner.Next == '<' && scanner.Rest.Length > 3 && scanner.Rest[2] == '>')
        {
            scanner.Advance(3);
            scanner.SkipBlanks();
        }

        // arm: "7f60:   00000005 ab48c000", where the first line may start further right.
        if (scanner.Rest.Length > 5 && scanner.Rest[4] == ':')
            return TakeAddressedWords(scanner.Rest, line);

        _words.Clear();
        int width = RegisterLineParser.ParseWords(scanner.Rest, _words);
        if (width == 0 || (_stackWidth != 0 && width != _stackWidth))
        {
            _inStack = heading && scanner.AtEnd;
            return heading;
        }

        _stackWidth = width;
        foreach (ulong word in _words)
            AddStackWord(word, line);
        return true;
    }

    bool TakeAddressedWords(ReadOnlySpan<char> text, long line)
    {
        _words.Clear();
        int width = RegisterLineParser.ParseWords(text[5..], _words);
        if (width == 0)
        {
            _inStack = false;
            return false;
        }

        _stackWidth = width;
        foreach (ulong word in _words)
            AddStackWord(word, line);
        return true;
    }

    void AddStackWord(ulong word, long line)
    {
        if (_stack.Count < ReadLimits.MaxStackWords)
            _stack.Add(new StackWord(_stack.Count * _stackWidth / 2, word, line));
    }

    static RegisterFile Freeze(Dictionary<string, (ulong Value, long Line)> side) => side.Count == 0
        ? RegisterFile.Empty
        : new RegisterFile(
            RegisterDictionary<ulong>.Of([.. side.Keys], [.. side.Values.Select(v => v.Value)]),
            RegisterDictionary<long>.Of([.. side.Keys], [.. side.Values.Select(v => v.Line)]));
}
