namespace Stucktrace.Attribution;

/// <summary>Knows who is to blame for one kind of incident.</summary>
interface IVerdictRule
{
    /// <summary>Judges an incident.</summary>
    /// <param name="incident">The incident.</param>
    /// <returns>Null when the rule does not apply.</returns>
    Draft? Judge(IncidentCase incident);
}
