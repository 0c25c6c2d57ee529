namespace Stucktrace.Benchmarks;

/// <summary>What several runs of one command cost.</summary>
/// <param name="Seconds">Wall time of each run.</param>
/// <param name="PeakBytes">Largest resident memory seen in any run.</param>
sealed record Measurement(IReadOnlyList<double> Seconds, long PeakBytes)
{
    internal double Median => Seconds.Order().ElementAt(Seconds.Count / 2);

    internal double Minimum => Seconds.Min();
}
