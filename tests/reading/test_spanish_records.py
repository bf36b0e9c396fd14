"""Whole records in Spanish: lists of those present, impersonal decisions, actions with owner and day."""

from __future__ import annotations

import pytest

from secretariat.reading import Reading
from tests.reading.record_texts import reading_of

JUNTA = """
    # Acta de la reunión ordinaria de la Junta Directiva – 12 de abril de 2023

    **Asistentes:** Lucía Ferrer (presidenta), Tomás Ibáñez (secretario), Marta Solís (tesorera), Andrés Quiroga
    **Excusan su asistencia:** Beatriz Lago, Pedro Arce

    ## Orden del día

    1. Lectura y aprobación del acta anterior
    2. Presupuesto 2023
    3. Ruegos y preguntas

    ## 1. Lectura y aprobación del acta anterior

    Se aprueba por unanimidad.

    ## 2. Presupuesto 2023

    Marta Solís presenta el presupuesto. Andrés Quiroga propone aplazar la compra del proyector. Tras un breve debate
    se aprueba el presupuesto con dos votos a favor y una abstención. No se aprueba la subida de la cuota.

    ## 3. Ruegos y preguntas

    Lucía Ferrer pregunta si hay que renovar el seguro. La compra de sillas queda por decidir.

    ## Tareas

    - Tomás Ibáñez enviará el acta a los socios antes del 20 de abril de 2023.
    - Marta Solís y Andrés Quiroga pedirán tres ofertas de seguro.
"""

ARCHIVOS = """
    RED DE ARCHIVOS MUNICIPALES
    Memoria de la reunión del Comité Técnico, Quito, 8 de septiembre de 2022

    Participantes:
    - Sra. Carmen Ortiz, Archivo Nacional, Presidenta
    - Sr. Julio Paredes, Municipio de Cuenca
    - Ing. Rosa Maldonado, Universidad Central
    Ausentes:
    - Dr. Iván Mora

    El Comité:
    a) aprobó el plan de trabajo para 2023;
    b) tomó nota del informe de la Secretaría;
    c) pidió a la Secretaría que presente un presupuesto revisado a más tardar el 30 de septiembre de 2022;
    d) acordó celebrar la próxima reunión en Loja.

    Los participantes expresaron su preocupación por la falta de espacio. Se sugirió digitalizar las series más
    consultadas.
"""

DATOS = """
    # Minuta – Equipo de datos – 5 de junio de 2024

    Asisten: Nuria, Pablo, Elena y Óscar
    Se excusa: Raquel

    ## Acuerdos

    1. Publicar el catálogo en la web.
    2. Mantener el formato actual de los informes.

    ## Compromisos

    | Compromiso | Responsable | Fecha límite |
    |---|---|---|
    | Subir el catálogo al servidor | Pablo | 14/06/2024 |
    | Redactar la nota de prensa | Elena y Óscar | próxima reunión |
    | Revisar los permisos | Nuria | |
"""

VECINAL = """
    Consejo Vecinal del Barrio Norte
    Acta n.º 14 – 3 de noviembre de 2021

    Siendo las 19:00 horas se reúne el Consejo con la asistencia de Alberto Rey, Silvia Campos y Manuel Otero.

    Silvia Campos informa sobre las obras de la plaza. El Consejo acuerda por unanimidad solicitar al Ayuntamiento
    un calendario de las obras. Se decide también abrir una cuenta de correo común. Si el Ayuntamiento aprobara la
    ayuda, se convocaría otra reunión.

    Manuel Otero se encarga de abrir la cuenta. Silvia Campos se compromete a redactar la carta antes de la próxima
    reunión.

    Se levanta la sesión a las 20:15 horas.
"""

PADRES = """
    # Reunión informativa de la Asociación de Padres – 9 de febrero de 2020

    Presentes: Teresa Gil, Ramón Vidal y Pilar Santos

    Ramón Vidal explica el nuevo horario del comedor. Pilar Santos agradece el trabajo de las cocineras. Teresa Gil
    señala que no se ha recibido respuesta de la consejería.

    No se adoptaron acuerdos.

    ## Acciones

    No hay acciones.
"""

ESTADISTICA = """
    # Grupo de trabajo sobre estadística – sesión del 17 de mayo de 2023

    ## Asistentes

    | Nombre | Institución | Cargo |
    |---|---|---|
    | Daniela Rojas | Instituto de Estadística | Directora |
    | Felipe Mena | Banco Central | Analista |

    ## Seguimiento de acuerdos de la reunión anterior

    - Felipe Mena: enviar la serie histórica – Cumplido
    - Daniela Rojas: revisar la metodología – En curso

    ## Indicadores

    ACUERDO: Se adopta la lista de 40 indicadores.

    TAREA: Felipe Mena – preparar las fichas técnicas en un plazo de dos semanas.

    El Grupo invita a los miembros a enviar observaciones por escrito.
"""

MOLINO = """
    # Asamblea general de la Cooperativa El Molino, 25 de marzo de 2022

    Asistieron 42 socios.

    ## Memoria y cuentas

    Sometida a votación, la memoria queda aprobada por 38 votos a favor y 4 abstenciones.

    Las cuentas de 2021 fueron aprobadas por unanimidad.

    ## Elección

    Ana Belmonte fue elegida presidenta. Joaquín Soler fue elegido tesorero por aclamación.

    ## Por hacer

    - [ ] Todos: revisar los estatutos (plazo: 30 de abril de 2022)
    - [ ] Ana Belmonte: abrir la cuenta cuanto antes
"""


def people(reading: Reading, attendance: str = "present") -> list[str]:
    return [person.name for person in reading.participants if person.attendance == attendance]


@pytest.mark.parametrize("text", [JUNTA, ARCHIVOS, DATOS, VECINAL, PADRES, ESTADISTICA, MOLINO])
def test_it_knows_spanish(text: str) -> None:
    assert reading_of(text).language == "es"


@pytest.mark.parametrize(
    ("text", "present", "excused", "absent"),
    [
        (
            JUNTA,
            ["Lucía Ferrer", "Tomás Ibáñez", "Marta Solís", "Andrés Quiroga"],
            ["Beatriz Lago", "Pedro Arce"],
            [],
        ),
        (ARCHIVOS, ["Carmen Ortiz", "Julio Paredes", "Rosa Maldonado"], [], ["Iván Mora"]),
        (DATOS, ["Nuria", "Pablo", "Elena", "Óscar"], ["Raquel"], []),
        (VECINAL, ["Alberto Rey", "Silvia Campos", "Manuel Otero"], [], []),
        (PADRES, ["Teresa Gil", "Ramón Vidal", "Pilar Santos"], [], []),
        (ESTADISTICA, ["Daniela Rojas", "Felipe Mena"], [], []),
        (MOLINO, [], [], []),
    ],
)
def test_it_reads_who_took_part(text: str, present: list[str], excused: list[str], absent: list[str]) -> None:
    reading = reading_of(text)
    assert people(reading) == present
    assert people(reading, "apologies") == excused
    assert people(reading, "absent") == absent


def test_it_reads_what_people_are() -> None:
    chair, city, university = reading_of(ARCHIVOS).participants[:3]
    assert (chair.role, chair.organization) == ("chair", "Archivo Nacional")
    assert (city.organization, university.organization) == ("Municipio de Cuenca", "Universidad Central")
    assert [person.title for person in reading_of(ESTADISTICA).participants] == ["Directora", "Analista"]


def test_it_reads_the_agenda() -> None:
    titles = ["Lectura y aprobación del acta anterior", "Presupuesto 2023", "Ruegos y preguntas"]
    assert [item.title for item in reading_of(JUNTA).agenda] == titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            JUNTA,
            [
                ("approve", "vote", "Se aprueba por unanimidad."),
                (
                    "approve",
                    "vote",
                    "Tras un breve debate se aprueba el presupuesto con dos votos a favor y una abstención.",
                ),
            ],
        ),
        (
            ARCHIVOS,
            [
                ("approve", None, "aprobó el plan de trabajo para 2023;"),
                ("agree", None, "acordó celebrar la próxima reunión en Loja."),
            ],
        ),
        (
            DATOS,
            [
                (None, None, "Publicar el catálogo en la web."),
                (None, None, "Mantener el formato actual de los informes."),
            ],
        ),
        (
            VECINAL,
            [
                (
                    "agree",
                    "vote",
                    "El Consejo acuerda por unanimidad solicitar al Ayuntamiento un calendario de las obras.",
                ),
                ("decide", None, "Se decide también abrir una cuenta de correo común."),
            ],
        ),
        (PADRES, []),
        (ESTADISTICA, [("adopt", None, "Se adopta la lista de 40 indicadores.")]),
        (
            MOLINO,
            [
                (
                    "approve",
                    "vote",
                    "Sometida a votación, la memoria queda aprobada por 38 votos a favor y 4 abstenciones.",
                ),
                ("approve", "vote", "Las cuentas de 2021 fueron aprobadas por unanimidad."),
                ("elect", None, "Ana Belmonte fue elegida presidenta."),
                ("elect", "consensus", "Joaquín Soler fue elegido tesorero por aclamación."),
            ],
        ),
    ],
)
def test_it_reads_what_was_decided(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    found = reading_of(text).decisions
    assert [(decision.verb, decision.manner, decision.text) for decision in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            JUNTA,
            [
                (
                    "Tomás Ibáñez enviará el acta a los socios antes del 20 de abril de 2023.",
                    ("Tomás Ibáñez",),
                    "2023-04-20",
                ),
                (
                    "Marta Solís y Andrés Quiroga pedirán tres ofertas de seguro.",
                    ("Marta Solís", "Andrés Quiroga"),
                    None,
                ),
            ],
        ),
        (
            ARCHIVOS,
            [
                (
                    "pidió a la Secretaría que presente un presupuesto revisado a más tardar el 30 de septiembre de 2022;",
                    ("Secretaría",),
                    "2022-09-30",
                )
            ],
        ),
        (
            DATOS,
            [
                ("Subir el catálogo al servidor", ("Pablo",), "2024-06-14"),
                ("Redactar la nota de prensa", ("Elena", "Óscar"), "próxima reunión"),
                ("Revisar los permisos", ("Nuria",), None),
            ],
        ),
        (
            VECINAL,
            [
                ("Manuel Otero se encarga de abrir la cuenta.", ("Manuel Otero",), None),
                (
                    "Silvia Campos se compromete a redactar la carta antes de la próxima reunión.",
                    ("Silvia Campos",),
                    "próxima reunión",
                ),
            ],
        ),
        (PADRES, []),
        (
            ESTADISTICA,
            [
                (
                    "preparar las fichas técnicas en un plazo de dos semanas.",
                    ("Felipe Mena",),
                    "en un plazo de dos semanas",
                ),
                ("El Grupo invita a los miembros a enviar observaciones por escrito.", ("miembros",), None),
            ],
        ),
        (
            MOLINO,
            [
                ("revisar los estatutos (plazo: 30 de abril de 2022)", ("Todos",), "2022-04-30"),
                ("abrir la cuenta cuanto antes", ("Ana Belmonte",), "cuanto antes"),
            ],
        ),
    ],
)
def test_it_reads_who_does_what_by_when(text: str, expected: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    found = reading_of(text).action_points
    for (words, owners, due), action in zip(expected, found, strict=True):
        assert (action.text, action.owners) == (words, owners)
        told = action.due or action.due_text
        assert told == due or (due and told and told.endswith(due))


def test_it_reads_what_was_said() -> None:
    assert [(said.force, said.speaker) for said in reading_of(JUNTA).statements] == [
        ("reported", "Marta Solís"),
        ("proposed", "Andrés Quiroga"),
        ("asked", "Lucía Ferrer"),
    ]
    assert [said.force for said in reading_of(ARCHIVOS).statements] == ["concern", "suggested"]


def test_it_reads_what_was_left_open() -> None:
    assert [question.text for question in reading_of(JUNTA).questions] == ["La compra de sillas queda por decidir."]


def test_it_reads_what_became_of_earlier_actions() -> None:
    found = reading_of(ESTADISTICA).previous_actions
    assert [(action.text, action.status, action.owners) for action in found] == [
        ("enviar la serie histórica", "Cumplido", ("Felipe Mena",)),
        ("revisar la metodología", "En curso", ("Daniela Rojas",)),
    ]


def test_it_reads_an_agenda_of_numbered_headings() -> None:
    text = """
        # Acta del grupo, 3 de marzo de 2022

        ## Orden del día

        ### 1. Memoria del año
        Se repasa lo que se hizo en el curso.

        ### 2. Cambio de sede
        La sede nueva es más grande.

        ### 3. Subvenciones
        No hay novedades sobre las ayudas.
    """
    assert [item.title for item in reading_of(text).agenda] == ["Memoria del año", "Cambio de sede", "Subvenciones"]


@pytest.mark.parametrize(
    "sentence",
    [
        "El comité podría aprobar el plan en junio.",
        "Pedro Arce propone que el comité adopte el plan.",
        "No se aprobó el presupuesto de la fiesta.",
        "Si el consejo aprueba el plan, la oficina se mudará.",
        "El comité toma nota del informe anual de la secretaría.",
        "En la reunión anterior el comité había acordado aplazar la fiesta.",
    ],
)
def test_it_leaves_what_is_no_decision(sentence: str) -> None:
    text = f"# Reunión del comité del 3 de marzo de 2022\n\nLa presidenta abre la sesión a las 10 horas. {sentence}"
    assert reading_of(text).decisions == ()


def test_it_reads_a_formal_record() -> None:
    reading = reading_of("""
        ACTA DE LA SESIÓN ORDINARIA DEL PATRONATO
        Fecha: 10 de mayo de 2023

        Asisten:
        D. Manuel Prieto Luna, Presidente
        Dña. Eva Cano Ríos, Vicepresidenta
        No asiste: D. Luis Mora Gil

        DESARROLLO

        Primero. Queda aprobada por asentimiento el acta de la sesión anterior.

        Segundo. Se acuerda, por mayoría, aprobar las cuentas anuales de 2022.
    """)
    assert people(reading) == ["Manuel Prieto Luna", "Eva Cano Ríos"]
    assert people(reading, "absent") == ["Luis Mora Gil"]
    assert [(decision.verb, decision.manner) for decision in reading.decisions] == [
        ("approve", "consensus"),
        ("approve", "vote"),
    ]
