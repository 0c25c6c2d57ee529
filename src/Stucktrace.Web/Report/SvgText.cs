using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Stucktrace.Web.Report;

/// <summary>SVG's <c>text</c> element, whose name Razor keeps for itself.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Where it begins, or its middle.</summary>
    [Parameter, EditorRequired] public required string X { get; set; }

    /// <summary>Its base line.</summary>
    [Parameter, EditorRequired] public required string Y { get; set; }

    /// <summary>What it says.</summary>
    [Parameter] public string? Text { get; set; }

    /// <summary>What it says, where that is more than a text: the languages.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Its class.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    [Parameter] public string? Anchor { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "class", Class);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.AddContent(6, ChildContent);
        builder.CloseElement();
    }
}
