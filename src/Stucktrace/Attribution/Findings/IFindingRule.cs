namespace Stucktrace.Attribution.Findings;

/// <summary>Makes the findings of one kind about an incident.</summary>
interface IFindingRule
{
    /// <summary>The findings; none when there is nothing of the kind.</summary>
    IEnumerable<Finding> Find(FindingContext context);
}
