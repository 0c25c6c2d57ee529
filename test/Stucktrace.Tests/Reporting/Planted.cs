using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Reporting;

/// <summary>Puts a text into every string of a result, however deep, so that no field added later is forgotten.</summary>
static class Planted
{
    // Codes that the program itself makes and that outputs use as keys; never text of the input.
    static readonly HashSet<string> Codes = new(StringComparer.Ordinal) { "Id", "Incident", "Report", "Relation", "Cause", "SameAs", "PartOf", "Sha256", "Letters" };

    internal static T In<T>(T value, Func<string, string> plant)
        where T : class => (T)Rewrite(value, plant)!;

    static object? Rewrite(object? value, Func<string, string> plant) => value switch
    {
        null => null,
        string text => plant(text),
        Message message => message with { Arguments = [.. message.Arguments.Select(a => Rewrite(a, plant)!)] },
        System.Runtime.CompilerServices.ITuple and ValueTuple<string, string> pair => (pair.Item1, plant(pair.Item2)),
        _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Array(value, type.GenericTypeArguments[0], plant),
        _ when value.GetType().Namespace?.StartsWith("Stucktrace", StringComparison.Ordinal) == true && !value.GetType().IsEnum && !value.GetType().IsValueType => Record(value, plant),
        Incidents.ReportLine line => line with { Text = plant(line.Text) },
        _ => value,
    };

    static object Array(object array, Type element, Func<string, string> plant)
    {
        IList items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (object? item in (IEnumerable)array)
            items.Add(Rewrite(item, plant));
        MethodInfo make = typeof(ImmutableArray).GetMethods().Single(m => m is { Name: "CreateRange" } && m.GetParameters().Length == 1).MakeGenericMethod(element);
        return make.Invoke(null, [items])!;
    }

    static object Record(object record, Func<string, string> plant)
    {
        Type type = record.GetType();
        object copy = type.GetMethod("<Clone>$")?.Invoke(record, null) ?? record;
        if (ReferenceEquals(copy, record))
            return record;
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            if (!Codes.Contains(property.Name) && property is not { Name: "Reports", DeclaringType.Name: "Incident" })
                property.SetValue(copy, Rewrite(property.GetValue(record), plant));
        }

        return copy;
    }
}
